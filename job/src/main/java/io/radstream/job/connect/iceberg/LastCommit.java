package io.radstream.job.connect.iceberg;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.TableLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long ago a job last committed rows to a table, as the table itself tells: a job that restarts
 * because it cannot commit does not begin anew. Looks from a thread of its own.
 */
final class LastCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LastCommit.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    new ExecutorThreadFactory("radstream-last-commit"));
    private final TableLoader loader;
    private final Table table;
    private final Clock clock;
    private volatile long committedAtMs;

    /**
     * Of a table as it was just loaded.
     *
     * @param loader has loaded it; is closed with this
     */
    LastCommit(TableLoader loader, Table table, Clock clock) {
        this.loader = loader;
        this.table = table;
        this.clock = clock;
        // While there is no commit, since now.
        committedAtMs = clock.millis();
        read();
    }

    /** Looks again and again, until closed. */
    void lookEvery(Duration interval) {
        Future<?> unused =
                thread.scheduleWithFixedDelay(
                        this::look,
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Looks once. Where the table does not answer, the age goes on growing. */
    void look() {
        try {
            table.refresh();
            read();
        } catch (RuntimeException e) {
            LOG.warn("{} does not tell its last commit: {}", table.name(), Explanation.of(e));
        }
    }

    private void read() {
        Snapshot newest = CommittedCheckpoints.of(table).newest();
        if (newest != null) {
            committedAtMs = newest.timestampMillis();
        }
    }

    /** In milliseconds. */
    long ageMs() {
        return Math.max(0, clock.millis() - committedAtMs);
    }

    @Override
    public void close() throws IOException {
        thread.shutdownNow();
        loader.close();
    }
}
