package io.radstream.job.connect.s3;

import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectStores;
import io.radstream.storage.RetryingObjectStore;

/** Opens S3 as an object store that tries again. */
public final class S3ObjectStores implements ObjectStores {

    private static final long serialVersionUID = 1L;

    private final S3Settings settings;
    private final String bucket;

    /**
     * Stores in S3.
     *
     * @param bucket the one that is written to
     * @throws IllegalArgumentException if the settings do not fit together, or not this bucket
     */
    public S3ObjectStores(S3Settings settings, String bucket) {
        settings.verifyFor(bucket);
        this.settings = settings;
        this.bucket = bucket;
    }

    @Override
    public ObjectStore open(Runnable onRetry) {
        return new RetryingObjectStore(
                new S3ObjectStore(settings, bucket), settings.giveUpWritingAfter(), onRetry);
    }
}
