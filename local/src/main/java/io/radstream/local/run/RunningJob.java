package io.radstream.local.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** A job that runs in this process. */
public final class RunningJob {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final long ASK_FOR_S = 5;

    private final JobClient client;
    private volatile boolean stopping;

    /** The job behind this client. */
    public RunningJob(JobClient client) {
        this.client = client;
    }

    /** How far a job is, as far as this process has carried it. */
    public record Progress(long results, long rejects) {}

    /** How far the job is now; nothing while it starts, restarts or ends. */
    public Optional<Progress> progress() throws InterruptedException {
        try {
            Map<String, Object> counts = client.getAccumulators().get(ASK_FOR_S, TimeUnit.SECONDS);
            return counts.containsKey(LocalEnds.RESULTS) && counts.containsKey(LocalEnds.REJECTS)
                    ? Optional.of(
                            new Progress(
                                    (Long) counts.get(LocalEnds.RESULTS),
                                    (Long) counts.get(LocalEnds.REJECTS)))
                    : Optional.empty();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * Waits for the job's end, for so long.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException, ExecutionException {
        try {
            client.getJobExecutionResult().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * Ends the job in order, with a savepoint from which it can go on.
     *
     * @param savepoints the folder for it
     */
    public void stop(Path savepoints)
            throws InterruptedException, ExecutionException, TimeoutException {
        stopping = true;
        client.stopWithSavepoint(
                        false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the job was told to stop. */
    public boolean wasStopped() {
        return stopping;
    }
}
