package io.radstream.local.run;

import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.Script;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Mix;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.TinyContent;
import io.radstream.local.fixture.Launcher;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.report.Report;
import io.radstream.local.serving.ModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code radstream run --once --resume} as a process that can be killed, with scripted events and
 * objects in place of a folder's: a folder has no duplicates, and no order that could be broken.
 */
public final class LedgerProcess {

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");
    private static final int EVENTS_PER_SECOND = 150;
    private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Longer than halves are apart, late ones too: none may be taken for an orphan. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private LedgerProcess() {}

    /** All that the process and its test must agree on. */
    static ScriptedStudies studies() {
        return ScriptedStudies.of(20261124, 2000, Mix.ROUGH, new TinyContent());
    }

    /**
     * Runs to the end, from the last complete checkpoint on where there is one.
     *
     * @param arguments the folder of images, for the report; the out folder
     */
    public static void main(String[] arguments) throws Exception {
        Path images = Path.of(arguments[0]);
        OutFolder folder = new OutFolder(Path.of(arguments[1]));
        // Before anything is logged.
        System.setProperty("radstream.log", folder.log().toString());
        try (OutFolder out = folder;
                ModelServer models =
                        ModelServer.start(Launcher.HOME.resolve("triton/models"), "127.0.0.1", 0)) {
            out.lock();
            RunPlan plan =
                    new RunPlan(
                            images,
                            true,
                            true,
                            "127.0.0.1:" + models.port(),
                            PATIENCE,
                            0,
                            List.of(),
                            "test");
            run(plan, out);
        }
        System.exit(0);
    }

    private static void run(RunPlan plan, OutFolder out) throws Exception {
        ScriptedStudies studies = studies();
        Script script = new Script().arrive(studies.deliveries(), BEGIN).isWhole();
        FakeBucket bucket =
                FakeBucket.versioned()
                        .hold(studies.landings().stream().map(Landing::object).toList());
        LocalRun run =
                new LocalRun(
                        plan,
                        out,
                        new ScriptedInput(script, bucket, EVENTS_PER_SECOND),
                        CHECKPOINTS);
        Optional<RunningJob> job =
                run.begin(from -> System.out.println("going on from " + from.getFileName()));
        while (job.isPresent() && !job.get().awaitEnd(LOOK_EVERY)) {
            if (Files.exists(out.endOfRun())) {
                script.ends();
            }
        }
        run.summarise();
        Report.write(out, plan.images(), true);
        out.finish();
        System.out.println(job.isPresent() ? "finished" : "finished already");
    }
}
