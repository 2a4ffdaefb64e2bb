package io.radstream.inference;

import java.io.Serializable;

/** How much one subtask of the inference step takes on at once. */
public final class InferenceLimits implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int studies;
    private final long objectBytes;
    private final long decodedBytes;
    private final int threads;

    /**
     * @param studies studies in flight; each holds about 5 MB of tensors
     * @param objectBytes bytes of image objects that are held before they are decoded; a larger one
     *     is rejected
     * @param decodedBytes heap that decoding may take, of all images together; a larger one is
     *     rejected
     * @param threads threads that decode and resize
     */
    public InferenceLimits(int studies, long objectBytes, long decodedBytes, int threads) {
        this.studies = studies;
        this.objectBytes = objectBytes;
        this.decodedBytes = decodedBytes;
        this.threads = threads;
    }

    int studies() {
        return studies;
    }

    long objectBytes() {
        return objectBytes;
    }

    long decodedBytes() {
        return decodedBytes;
    }

    int threads() {
        return threads;
    }
}
