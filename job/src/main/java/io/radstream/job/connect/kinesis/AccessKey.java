package io.radstream.job.connect.kinesis;

import java.io.Serializable;

/** An access key in plain text: what emulators ask for, and nothing else gets. */
public final class AccessKey implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final String secret;

    /** The pair; emulators take any. */
    public AccessKey(String id, String secret) {
        this.id = id;
        this.secret = secret;
    }

    String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "access key " + id;
    }
}
