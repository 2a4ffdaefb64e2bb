package io.radstream.local.cli;

import io.radstream.job.connect.iceberg.UnusableTablesException;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.folder.UnusableFolderException;
import io.radstream.local.report.Report;
import io.radstream.local.run.LocalRun;
import io.radstream.local.run.OpenKeyFileException;
import io.radstream.local.run.RunPlan;
import io.radstream.local.run.RunningJob;
import io.radstream.local.tables.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A run that a person watches: tells how far it is, and what became of it. */
final class RunSession {

    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    private final RunPlan plan;
    private final OutFolder out;
    private final PrintWriter console;

    /**
     * @param out locked by the caller
     */
    RunSession(RunPlan plan, OutFolder out, PrintWriter console) {
        this.plan = plan;
        this.out = out;
        this.console = console;
    }

    /**
     * Runs to the end, or until the person ends it.
     *
     * @return what became of it; nothing where there was nothing to do
     */
    Optional<Summary> run() throws Exception {
        LocalRun run = new LocalRun(plan, out);
        Optional<RunningJob> job;
        try {
            job = run.begin(from -> tell("going on from checkpoint " + from.getFileName()));
        } catch (UnusableFolderException e) {
            throw ExplainedException.usage(e.getMessage());
        } catch (UnusableTablesException | OpenKeyFileException e) {
            throw ExplainedException.failed(e.getMessage());
        }
        if (job.isEmpty()) {
            // It may have been killed between its job's end and its own.
            if (out.state() != OutFolder.State.FINISHED) {
                conclude(run, true);
            }
            tell(
                    "this run has finished already: nothing was added. Summary: "
                            + OutFolders.shown(out.summary()));
            return Optional.empty();
        }
        StopSignal.starts(() -> stop(job.get()), () -> follow(job.get()));
        boolean ended = !job.get().wasStopped();
        Summary summary = conclude(run, ended);
        if (!ended) {
            tell("stopped; the same command with --resume goes on");
        }
        return Optional.of(summary);
    }

    /** A run has finished once all that a person finds in its folder is there. */
    private Summary conclude(LocalRun run, boolean ended) throws IOException, SQLException {
        Summary summary = run.summarise();
        Report.write(out, plan.images(), ended);
        if (ended) {
            out.finish();
        }
        return summary;
    }

    private void follow(RunningJob job) throws InterruptedException {
        Instant startedAt = Instant.now();
        try {
            while (!job.awaitEnd(TELL_EVERY)) {
                long elapsedS = Duration.between(startedAt, Instant.now()).toSeconds();
                job.progress().ifPresent(progress -> tell(elapsedS, progress));
            }
        } catch (ExecutionException e) {
            throw ExplainedException.failed(
                    "the job failed: " + LocalRun.causeOf(e) + "; the log: " + out.log());
        }
    }

    private void stop(RunningJob job) {
        tell("stopping with a savepoint ...");
        try {
            job.stop(out.checkpoints());
        } catch (Exception e) {
            tell("the savepoint failed, the latest checkpoint stands: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private void tell(long elapsedS, RunningJob.Progress progress) {
        tell(
                String.format(
                        "%4d s  %s, %s",
                        elapsedS,
                        SummaryText.amount(progress.results(), "result"),
                        SummaryText.amount(progress.rejects(), "reject")));
    }

    private void tell(String line) {
        console.println(line);
        console.flush();
    }
}
