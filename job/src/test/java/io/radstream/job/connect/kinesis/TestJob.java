package io.radstream.job.connect.kinesis;

import io.radstream.fixture.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** A job on the mini cluster of a test. */
final class TestJob {

    private static final Duration SOON = Duration.ofSeconds(90);

    private static final Queue<TestJob> SUBMITTED = new ConcurrentLinkedQueue<>();

    private final JobClient client;

    /** A cluster in this JVM, on loopback, that reports its metrics here. */
    static MiniClusterExtension cluster(InMemoryReporter reporter) {
        Configuration configuration =
                reporter.addToConfiguration(new Configuration())
                        .set(JobManagerOptions.BIND_HOST, "127.0.0.1")
                        .set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        return new MiniClusterExtension(
                new MiniClusterResourceConfiguration.Builder()
                        .setConfiguration(configuration)
                        .setNumberTaskManagers(1)
                        .setNumberSlotsPerTaskManager(4)
                        .build());
    }

    /** Adds operators to a job. */
    @FunctionalInterface
    interface Topology {
        void addTo(StreamExecutionEnvironment environment);
    }

    private TestJob(JobClient client) {
        this.client = client;
    }

    /**
     * Submits a job.
     *
     * @param savepoint to restore; null for none
     */
    static TestJob submit(int parallelism, String savepoint, Topology topology) throws Exception {
        Configuration configuration =
                new Configuration()
                        .set(PipelineOptions.GENERIC_TYPES, false)
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                        .set(PipelineOptions.OBJECT_REUSE, true)
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1))
                        .set(
                                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                                CheckpointingMode.EXACTLY_ONCE)
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                                Integer.MAX_VALUE)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(200));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        topology.addTo(environment);
        TestJob job = new TestJob(environment.executeAsync());
        SUBMITTED.add(job);
        return job;
    }

    TestJob awaitRunning() throws Exception {
        Wait.until(
                SOON,
                "the job runs",
                () -> {
                    if (status() == JobStatus.FAILED) {
                        throw new AssertionError("the job failed: " + failure());
                    }
                    return status() == JobStatus.RUNNING;
                });
        return this;
    }

    JobStatus status() throws ExecutionException, InterruptedException {
        return client.getJobStatus().get();
    }

    /** The largest value that any of its tasks reports for this metric; 0 if none does. */
    long metric(InMemoryReporter reporter, String name) {
        return reporter.findMetrics(client.getJobID(), name).values().stream()
                .mapToLong(TestJob::value)
                .max()
                .orElse(0);
    }

    private static long value(Metric metric) {
        return metric instanceof Counter counter
                ? counter.getCount()
                : ((Number) ((Gauge<?>) metric).getValue()).longValue();
    }

    /** Stops it, as {@code flink stop} does, and returns the savepoint. */
    String stop(Path folder) throws Exception {
        return client.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL)
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    void cancel() throws Exception {
        client.cancel().get(SOON.toSeconds(), TimeUnit.SECONDS);
        Wait.until(SOON, "the job has ended", () -> status().isGloballyTerminalState());
    }

    /** Ends what a failed test left running: the next one needs the slots. */
    static void cancelAll() throws Exception {
        for (TestJob job = SUBMITTED.poll(); job != null; job = SUBMITTED.poll()) {
            if (!job.status().isGloballyTerminalState()) {
                job.cancel();
            }
        }
    }

    /** Why it failed, with every cause; waits for it to fail. */
    String failure() throws Exception {
        try {
            client.getJobExecutionResult().get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            StringBuilder text = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                text.append(cause.getMessage()).append('\n');
            }
            return text.toString();
        }
        throw new AssertionError("expected the job to fail");
    }
}
