package io.radstream.job.connect.iceberg;

import java.io.Serializable;

/** The arms of a comparison that a job runs in; every row carries them. */
public final class Arms implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String deployment;
    private final String storageClass;
    private final String scalingMode;
    private final String securityMode;

    /**
     * The arms, in the words of whoever compares.
     *
     * @param deployment such as local, eks or managed-flink
     * @param storageClass such as directory, standard or express
     * @param scalingMode such as fixed or autoscaled
     * @param securityMode such as plain or tls
     */
    public Arms(String deployment, String storageClass, String scalingMode, String securityMode) {
        this.deployment = deployment;
        this.storageClass = storageClass;
        this.scalingMode = scalingMode;
        this.securityMode = securityMode;
    }

    String deployment() {
        return deployment;
    }

    String storageClass() {
        return storageClass;
    }

    String scalingMode() {
        return scalingMode;
    }

    String securityMode() {
        return securityMode;
    }
}
