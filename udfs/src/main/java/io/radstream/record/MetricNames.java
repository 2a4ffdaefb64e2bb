package io.radstream.record;

import org.apache.flink.metrics.MetricGroup;

/**
 * Every metric's name, once. All are counters unless their comment says otherwise; labels follow
 * the operator.
 */
public final class MetricNames {

    /** The group of all of them: Managed Flink hands no other on to CloudWatch. */
    static final String GROUP = "kinesisanalytics";

    /** The label of {@link #REJECTS}: a code of the contract. */
    static final String CODE_LABEL = "code";

    /** What ended without a result, by code. */
    public static final String REJECTS = "rejects";

    /**
     * Gauge: milliseconds since the last checkpoint that was completed, or since the subtask began.
     * Archive, rejects and tables show what is older.
     */
    public static final String CHECKPOINT_AGE_MS = "checkpoint_age_ms";

    /**
     * Gauge: milliseconds since a job's last commit to a table, as the table itself tells: a
     * restart does not begin anew. Looked up once a minute; one subtask a table.
     */
    public static final String COMMIT_AGE_MS = "commit_age_ms";

    /**
     * Gauge: how far behind the tip of its stream the source reads, in milliseconds; the furthest
     * shard of a subtask. Grows where reads hang.
     */
    public static final String SOURCE_LAG_MS = "source_lag_ms";

    /** Gauge: shards that a subtask of the source reads. */
    public static final String SOURCE_SHARDS = "source_shards";

    /** Failed reads of the stream that were tried again. */
    public static final String SOURCE_READ_FAILURES = "source_read_failures";

    /** Events that were no usable envelope, or had an unknown key. */
    public static final String EVENTS_REJECTED = "events_rejected";

    /** Events that told of an object that was known already. */
    public static final String EVENTS_DUPLICATE = "events_duplicate";

    /** Events whose time in S3 lies after their arrival in the stream: the two clocks disagree. */
    public static final String EVENTS_SKEWED = "events_skewed";

    /** Study versions that went on from the join. */
    public static final String STUDIES_PAIRED = "studies_paired";

    /** Study versions, or halves, that the join ended. */
    public static final String STUDIES_REJECTED = "studies_rejected";

    /** Failed reads and writes of the object store that were tried again. */
    public static final String STORE_RETRIES = "store_retries";

    /** Calls of a model that were tried again. */
    public static final String MODEL_RETRIES = "model_retries";

    /** Gauge: studies in inference, admitted ones only. */
    public static final String STUDIES_IN_FLIGHT = "studies_in_flight";

    /** Gauge: studies that wait for admission. */
    public static final String STUDIES_WAITING = "studies_waiting";

    /** Gauge: models whose breaker is open. */
    public static final String BREAKERS_OPEN = "breakers_open";

    /** Results that have been stored. */
    public static final String RESULTS_STORED = "results_stored";

    private MetricNames() {}

    /** Where an operator's metrics of these names belong. */
    public static MetricGroup in(MetricGroup operator) {
        return operator.addGroup(GROUP);
    }
}
