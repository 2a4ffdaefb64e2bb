package io.radstream.local.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink inside this process, with settings that suit one machine. */
public final class LocalCluster {

    private static final int MOST_PARALLELISM = 4;

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private LocalCluster() {}

    /**
     * An environment whose job runs in this process.
     *
     * @param checkpoints where checkpoints go
     * @param interval between two checkpoints, which is when files and rows show
     * @param resumeFrom the checkpoint to go on from, if any
     */
    public static StreamExecutionEnvironment environment(
            Path checkpoints, Duration interval, Optional<Path> resumeFrom) {
        int parallelism = Math.min(MOST_PARALLELISM, Runtime.getRuntime().availableProcessors());
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        // Not two: they go together when the job finishes, and of the older, where a kill leaves
        // it, files and rows are committed beyond.
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        // With the heartbeats come the counts that a person is told.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        // What the job goes on from must be gone when it has finished.
        configuration.set(StateRecoveryOptions.RESTORE_MODE, RestoreMode.CLAIM);
        resumeFrom.ifPresent(
                path ->
                        configuration.set(
                                StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }
}
