package io.radstream.job;

import java.util.List;

/**
 * The uid of every operator: state is found again by it, across releases. None is ever changed or
 * given to another operator.
 */
public final class Uids {

    public static final String SOURCE = "source";
    public static final String EVENT = "event";
    public static final String STUDY = "study";
    public static final String STUDY_WATERMARKS = "study-watermarks";
    public static final String SIDECAR = "sidecar";
    public static final String SIDECAR_VERDICT = "sidecar-verdict";
    public static final String PRIORS = "priors";
    public static final String INFERENCE = "inference";
    public static final String INFERENCE_VERDICT = "inference-verdict";
    public static final String OVERTAKING_GUARD = "overtaking-guard";
    public static final String STORE = "store";
    public static final String STORE_VERDICT = "store-verdict";
    public static final String TELEMETRY_WATERMARKS = "telemetry-watermarks";
    public static final String LATENCY_PRE_AGGREGATION = "latency-pre-aggregation";
    public static final String LATENCY_MINUTES = "latency-minutes";
    public static final String LATENCY_HOURS = "latency-hours";
    public static final String ARCHIVE = "archive";
    public static final String REJECTS = "rejects";
    public static final String END_OF_RUN = "end-of-run";
    public static final String RETENTION_GUARD = "retention-guard";

    private Uids() {}

    /** The uid of the operator that makes a table's rows. */
    public static String rows(String table) {
        return table + "-rows";
    }

    /** The uids of the operators that the topology itself makes; its ends bring their own. */
    static List<String> ofTopology() {
        return List.of(
                EVENT,
                STUDY,
                STUDY_WATERMARKS,
                SIDECAR,
                SIDECAR_VERDICT,
                PRIORS,
                INFERENCE,
                INFERENCE_VERDICT,
                OVERTAKING_GUARD,
                STORE,
                STORE_VERDICT,
                TELEMETRY_WATERMARKS,
                LATENCY_PRE_AGGREGATION,
                LATENCY_MINUTES,
                LATENCY_HOURS);
    }
}
