package io.radstream.job.connect.s3;

/**
 * A call that may succeed later: S3 is away, overloaded, or does not let this job in. Its message
 * holds no key.
 */
final class S3CallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    S3CallException(String message) {
        super(message);
    }
}
