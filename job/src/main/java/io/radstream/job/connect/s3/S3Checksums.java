package io.radstream.job.connect.s3;

import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;

/** Whether requests carry a CRC32 of their content, and answers are held against theirs. */
public enum S3Checksums {
    /** Wherever S3 supports it. */
    WHEN_SUPPORTED(
            RequestChecksumCalculation.WHEN_SUPPORTED, ResponseChecksumValidation.WHEN_SUPPORTED),
    /** Only where S3 insists: for stores that speak S3 but do not know the newer checksums. */
    WHEN_REQUIRED(
            RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation.WHEN_REQUIRED);

    private final RequestChecksumCalculation ofRequests;
    private final ResponseChecksumValidation ofResponses;

    S3Checksums(RequestChecksumCalculation ofRequests, ResponseChecksumValidation ofResponses) {
        this.ofRequests = ofRequests;
        this.ofResponses = ofResponses;
    }

    RequestChecksumCalculation ofRequests() {
        return ofRequests;
    }

    ResponseChecksumValidation ofResponses() {
        return ofResponses;
    }
}
