package io.radstream.local.run;

import io.radstream.inference.triton.TritonClients;
import io.radstream.job.PipelineSettings;
import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.folder.UnusableFolderException;
import io.radstream.local.tables.Summary;
import io.radstream.local.tables.TableFiles;
import io.radstream.local.tables.TableQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One run: a folder of images to an out folder, from its beginning or its last checkpoint on. */
public final class LocalRun {

    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    /**
     * How long studies and open latency windows are remembered. A run may be resumed after a week
     * of leave, and a file corrected then: the folder, unlike a stream, holds its other half still,
     * but of a study forgotten it would be taken for an orphan.
     */
    private static final Duration REMEMBERED = Duration.ofDays(14);

    private static final Duration MODEL_DEADLINE = Duration.ofSeconds(10);
    private static final int MODEL_ATTEMPTS = 5;

    private final RunPlan plan;
    private final OutFolder out;
    private final RunInput input;
    private final Duration checkpointInterval;
    private final Instant startedAt = Instant.now();

    /**
     * A run that has not begun.
     *
     * @param out locked by the caller
     */
    public LocalRun(RunPlan plan, OutFolder out) {
        this(plan, out, new FolderInput(plan), CHECKPOINT_INTERVAL);
    }

    /** The same, of something else than the plan's folder. */
    LocalRun(RunPlan plan, OutFolder out, RunInput input, Duration checkpointInterval) {
        this.plan = plan;
        this.out = out;
        this.input = input;
        this.checkpointInterval = checkpointInterval;
    }

    /**
     * Begins, or goes on.
     *
     * @param resumedFrom is told the checkpoint to go on from, if there is one
     * @return the job; nothing where an earlier run has ended already
     * @throws UnusableFolderException where the out folder is not to be written to
     */
    public Optional<RunningJob> begin(Consumer<Path> resumedFrom) throws Exception {
        if (!plan.resume()) {
            out.refuseUsed();
        }
        Resumption resumption = resumption();
        switch (resumption.decision()) {
            case ALREADY_FINISHED -> {
                return Optional.empty();
            }
            case GO_ON -> {
                Path checkpoint = resumption.from().orElseThrow();
                LastCheckpoint.keepOnly(checkpoint, out.checkpoints());
                resumedFrom.accept(checkpoint);
            }
            case START -> {}
        }
        out.begin(plan.images());
        StreamExecutionEnvironment environment =
                LocalCluster.environment(out.checkpoints(), checkpointInterval, resumption.from());
        PipelineSettings settings =
                PipelineSettings.defaults()
                        .withStateTtl(REMEMBERED)
                        .withWindowTtl(REMEMBERED)
                        .withOrphanPatience(plan.orphanPatience())
                        .withInferenceLimits(LocalJob.limits(environment.getParallelism()))
                        .withPipelineVersion(plan.pipelineVersion());
        EndOfRun end = new EndOfRun(out.endOfRun());
        new LocalJob(
                        out,
                        settings,
                        input.objects(),
                        new TritonClients(plan.models(), MODEL_DEADLINE, MODEL_ATTEMPTS),
                        input.events(out.begunAt().orElse(startedAt), end),
                        end)
                .build(environment);
        return Optional.of(new RunningJob(environment.executeAsync("radstream")));
    }

    /** Writes down what has become of the run so far. */
    public Summary summarise() throws SQLException, IOException {
        try (TableQuery tables = TableQuery.open(out)) {
            Summary summary =
                    Summary.of(tables, startedAt, Duration.between(startedAt, Instant.now()));
            summary.write(out.summary());
            return summary;
        }
    }

    private Resumption resumption() {
        OutFolder.State state = out.state();
        if (state != OutFolder.State.UNUSED) {
            refuseOtherImages();
        }
        boolean used = state == OutFolder.State.BEGUN;
        return Resumption.of(
                state,
                used ? LastCheckpoint.below(out.checkpoints()) : Optional.empty(),
                used && TableFiles.anyCommitted(out));
    }

    private void refuseOtherImages() {
        Path began = out.images().orElseThrow(() -> UnusableFolderException.foreign(out));
        if (!began.equals(plan.images())) {
            throw UnusableFolderException.ofOtherImages(out, began, plan.images());
        }
    }

    /** The exception that ended the job, without the layers that Flink puts around it. */
    public static Throwable causeOf(ExecutionException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
