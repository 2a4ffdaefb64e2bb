package io.radstream.job.connect.iceberg;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long ago a job has committed to a table, as the table's snapshots tell. Whoever looks anew,
 * as after a restart, finds the same. Where no job has committed yet, it is the time since the
 * table was made, or last altered.
 *
 * <p>The sink also commits without rows, every tenth checkpoint unless the table's {@code
 * flink.max-continuous-empty-commits} says otherwise: an idle stream's age stays below that.
 */
final class CommitAge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitAge.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Table table;
    private final Clock clock;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    new ExecutorThreadFactory("radstream-commit-age"));

    private volatile long committedMs;
    private boolean blind;

    /**
     * By the table as it was loaded, until the next look.
     *
     * @param table used by nobody else
     */
    CommitAge(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
        committedMs = committedMs(table);
    }

    /** When a job has committed to the table, as it was loaded. */
    static long committedMs(Table table) {
        Snapshot newest = CommittedCheckpoints.of(table).newest();
        return newest != null
                ? newest.timestampMillis()
                : ((HasTableOperations) table).operations().current().lastUpdatedMillis();
    }

    /** Looks again and again, on a thread of its own: a catalog may hang. */
    void lookEvery(Duration pause) {
        ScheduledFuture<?> unused =
                looks.scheduleWithFixedDelay(
                        this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where the catalog does not answer, the age grows on from what is known. */
    void look() {
        try {
            table.refresh();
            committedMs = committedMs(table);
            blind = false;
        } catch (RuntimeException e) {
            if (!blind && !looks.isShutdown()) {
                LOG.warn("The last commit to {} cannot be looked up", table.name(), e);
            }
            blind = true;
        }
    }

    /** Milliseconds since the last commit that was seen. */
    long ageMs() {
        return clock.millis() - committedMs;
    }

    @Override
    public void close() {
        looks.shutdownNow();
        try {
            if (!looks.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A look at {} goes on: its catalog does not answer", table.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
