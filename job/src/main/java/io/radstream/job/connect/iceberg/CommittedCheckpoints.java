package io.radstream.job.connect.iceberg;

import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.sink.SinkUtil;

/**
 * The checkpoints whose rows are in a table, as the sink has noted them in the table's snapshots.
 *
 * <p>The sink takes every checkpoint up to the highest that its job has committed for done. A job
 * that starts again from an earlier state, or from none, under the id that it had before (Flink
 * derives the id from the cluster's in application mode with high availability) would count its
 * checkpoints from there and lose their rows without a word.
 */
public final class CommittedCheckpoints {

    private final Table table;

    private CommittedCheckpoints(Table table) {
        this.table = table;
    }

    /** Those of the table as it was loaded. */
    public static CommittedCheckpoints of(Table table) {
        return new CommittedCheckpoints(table);
    }

    /** The newest snapshot on the table's main line that a job has made, or null. */
    public Snapshot newest() {
        for (Snapshot snapshot = table.currentSnapshot();
                snapshot != null;
                snapshot = parent(snapshot)) {
            if (snapshot.summary().containsKey(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID)) {
                return snapshot;
            }
        }
        return null;
    }

    /** The highest checkpoint that the job has committed. */
    OptionalLong highestOf(String jobId) {
        for (Snapshot snapshot = table.currentSnapshot();
                snapshot != null;
                snapshot = parent(snapshot)) {
            Map<String, String> summary = snapshot.summary();
            String checkpoint = summary.get(SinkUtil.MAX_COMMITTED_CHECKPOINT_ID);
            if (checkpoint != null && jobId.equals(summary.get(SinkUtil.FLINK_JOB_ID))) {
                return OptionalLong.of(Long.parseLong(checkpoint));
            }
        }
        return OptionalLong.empty();
    }

    /**
     * @param restored the checkpoint that the job goes on from; empty where it begins
     * @throws IllegalStateException where the job has committed a later one
     */
    void verifyNoneAfter(OptionalLong restored, String jobId) {
        OptionalLong highest = highestOf(jobId);
        if (highest.isEmpty() || restored.orElse(0) >= highest.getAsLong()) {
            return;
        }
        throw new IllegalStateException(
                "expected job "
                        + jobId
                        + (restored.isPresent()
                                ? " to go on from its last checkpoint, it goes on from "
                                        + restored.getAsLong()
                                : " to go on from its last checkpoint, it begins without one")
                        + " although the table "
                        + table.name()
                        + " has its rows up to checkpoint "
                        + highest.getAsLong()
                        + ": rows up to there would be taken for written and be lost. Submit it"
                        + " as a job with a new id (another cluster-id, or"
                        + " $internal.pipeline.job-id)");
    }

    private Snapshot parent(Snapshot snapshot) {
        Long parent = snapshot.parentId();
        return parent == null ? null : table.snapshot(parent);
    }
}
