package io.radstream.job.connect.s3;

import java.io.Serializable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** How S3 encrypts what is written. */
public final class S3Encryption implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String algorithm;
    private final String kmsKeyId;
    private final boolean bucketKey;

    private S3Encryption(String algorithm, String kmsKeyId, boolean bucketKey) {
        this.algorithm = algorithm;
        this.kmsKeyId = kmsKeyId;
        this.bucketKey = bucketKey;
    }

    /** As the bucket's default has it: nothing is asked for. */
    public static S3Encryption ofBucket() {
        return new S3Encryption(null, null, false);
    }

    /**
     * SSE-KMS.
     *
     * @param keyId a key's id, ARN or alias ARN
     * @param bucketKey whether S3 may derive data keys from one of the bucket, which spares nearly
     *     all calls of KMS
     */
    public static S3Encryption kms(String keyId, boolean bucketKey) {
        if (keyId.isBlank()) {
            throw new IllegalArgumentException(
                    "expected the id, ARN or alias ARN of a KMS key, came nothing");
        }
        return new S3Encryption(ServerSideEncryption.AWS_KMS.toString(), keyId, bucketKey);
    }

    boolean isAsked() {
        return algorithm != null;
    }

    void addTo(PutObjectRequest.Builder request) {
        if (isAsked()) {
            request.serverSideEncryption(algorithm)
                    .ssekmsKeyId(kmsKeyId)
                    .bucketKeyEnabled(bucketKey);
        }
    }
}
