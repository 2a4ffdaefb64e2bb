package io.radstream.bench;

import io.radstream.job.PipelineSettings;
import io.radstream.job.Steps;
import io.radstream.job.Topology;
import io.radstream.job.fixture.FakeModels;
import io.radstream.job.fixture.Shared;
import io.radstream.sidecar.PseudonymKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole job on this machine, on RocksDB, between ends that cost nothing. */
final class BenchJob implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Six times as often as shipped: some fall into every measurement. */
    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /** For two slots. The Kubernetes manifests give them half as much again. */
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(1024);

    private static final Duration NOBODY_IS_AN_ORPHAN = Duration.ofDays(30);

    private final BenchEnds ends;
    private final Path folder;
    private final JobClient job;

    private BenchJob(BenchEnds ends, Path folder, JobClient job) {
        this.ends = ends;
        this.folder = folder;
        this.job = job;
    }

    /**
     * Starts it.
     *
     * @param shipped the folder of Flink's configuration
     * @param folder for state, checkpoints and savepoints
     */
    static BenchJob start(Workload workload, FakeModels models, Path shipped, Path folder)
            throws Exception {
        BenchEnds ends = new BenchEnds(workload);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration(shipped, folder));
        Steps steps =
                new Steps(
                        PipelineSettings.defaults().withOrphanPatience(NOBODY_IS_AN_ORPHAN),
                        BenchBucket.stores(),
                        BenchBucket.stores(),
                        FakeModels.open(Shared.of(models)),
                        () ->
                                new PseudonymKey(
                                        "bench",
                                        "a secret of nobody's".getBytes(StandardCharsets.UTF_8)),
                        Clock.systemUTC());
        new Topology(steps, ends).build(environment);
        return new BenchJob(ends, folder, environment.executeAsync("bench"));
    }

    BenchEnds ends() {
        return ends;
    }

    /** Waits until it has counted so far. */
    void await(LongSupplier counter, long count) {
        await(
                () -> {
                    if (status() == JobStatus.FAILED) {
                        bounded(job.getJobExecutionResult());
                    }
                    return counter.getAsLong() >= count;
                });
    }

    /** How many a second, counted from now until so many more have been counted. */
    double rate(LongSupplier counter, long more) {
        long from = counter.getAsLong();
        long began = System.nanoTime();
        await(counter, from + more);
        double seconds = (System.nanoTime() - began) / 1e9;
        return (counter.getAsLong() - from) / seconds;
    }

    /** The size of a savepoint that is made now, in bytes. */
    long savepointBytes() throws IOException {
        AtomicReference<String> savepoint = new AtomicReference<>();
        await(() -> hasMade(savepoint));
        Path made = Path.of(URI.create(savepoint.get()));
        try (Stream<Path> files = Files.walk(made)) {
            return files.filter(Files::isRegularFile).mapToLong(BenchJob::size).sum();
        }
    }

    /** False while the last of the tasks are still being started. */
    private boolean hasMade(AtomicReference<String> savepoint) {
        try {
            savepoint.set(
                    bounded(
                            job.triggerSavepoint(
                                    folder.resolve("savepoints").toUri().toString(),
                                    SavepointFormatType.CANONICAL)));
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CheckpointException) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        bounded(job.cancel());
        // The cluster inside this process ends with its job, some time later.
        await(() -> !isUp());
    }

    private boolean isUp() {
        try {
            return !status().isGloballyTerminalState();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("expected an end within " + BOUND);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private JobStatus status() {
        return bounded(job.getJobStatus());
    }

    private static <T> T bounded(CompletableFuture<T> future) {
        return future.orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As on a cluster, but for what lies elsewhere here. */
    private static Configuration configuration(Path shipped, Path folder) {
        Configuration configuration = GlobalConfiguration.loadConfiguration(shipped.toString());
        configuration.removeConfig(MetricOptions.REPORTERS_LIST);
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(
                CoreOptions.DEFAULT_PARALLELISM, Runtime.getRuntime().availableProcessors());
        configuration.set(
                TaskManagerOptions.NUM_TASK_SLOTS, Runtime.getRuntime().availableProcessors());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINTS);
        configuration.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return configuration;
    }
}
