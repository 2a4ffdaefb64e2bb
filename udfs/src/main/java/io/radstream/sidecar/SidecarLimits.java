package io.radstream.sidecar;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/** What a sidecar may be, and how much of it travels with the study. */
public final class SidecarLimits implements Serializable {

    /** A larger sidecar is not read. */
    public static final int MOST_BYTES = 64 * 1024;

    private static final long serialVersionUID = 1L;
    private static final Set<String> CONTRACT =
            Set.of(
                    "study_id",
                    "view",
                    "timestamp",
                    "patient_id",
                    "study_date",
                    "modality",
                    "body_part",
                    "image_size",
                    "priority",
                    "annotations",
                    "pipeline_version",
                    "test_data");

    private final Duration mostInFuture;
    private final int mostCarriedBytes;
    private final Set<String> allowedFields;

    /**
     * @param mostInFuture how far a sidecar's timestamp may lie ahead of the clock
     * @param mostCarriedBytes of annotations and allowed fields together, as UTF-8 JSON; what is
     *     more stays behind in the sidecar, with a warning in the result: it would weigh on every
     *     checkpoint
     * @param allowedFields names of further fields that may leave the job with the result; any
     *     other is dropped, since it may hold a name
     */
    public SidecarLimits(Duration mostInFuture, int mostCarriedBytes, Set<String> allowedFields) {
        for (String field : allowedFields) {
            if (CONTRACT.contains(field)) {
                throw new IllegalArgumentException(
                        "expected names of sidecar fields that the contract does not list, came "
                                + field);
            }
        }
        this.mostInFuture = mostInFuture;
        this.mostCarriedBytes = mostCarriedBytes;
        this.allowedFields = Set.copyOf(allowedFields);
    }

    /** The contract's: 24 h, 2 KiB, no further fields. */
    public static SidecarLimits defaults() {
        return new SidecarLimits(Duration.ofDays(1), 2048, Set.of());
    }

    Duration mostInFuture() {
        return mostInFuture;
    }

    int mostCarriedBytes() {
        return mostCarriedBytes;
    }

    Set<String> allowedFields() {
        return allowedFields;
    }
}
