package io.radstream.local.cli;

import io.radstream.local.demo.DemoInput;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.run.RunPlan;
import io.radstream.local.tables.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radstream demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the job at work on radiographs that come with it.",
            "Runs it once on four real radiographs, generated phantoms and every kind of bad input,",
            "and writes a report. Not for diagnosis."
        })
final class DemoCommand implements Callable<Integer> {

    private static final long SEED = 20261124;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** As a busy hospital's, so that what is measured is a study's latency and not a queue's. */
    private static final double FILES_PER_SECOND = 20;

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out/demo",
            description =
                    "The folder for images, results, tables and the report; an earlier demo in it is replaced. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--phantoms",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many phantoms. Default: ${DEFAULT-VALUE}.")
    private int phantoms;

    @Override
    public Integer call() throws Exception {
        if (phantoms < 0) {
            throw ExplainedException.usage("--phantoms: expected 0 or more, came " + phantoms);
        }
        PrintWriter console = spec.commandLine().getOut();
        try (OutFolder folder = new OutFolder(out)) {
            OutFolders.lock(folder);
            OutFolders.beginDemo(folder);
            LogFile.is(folder.log());
            Path images = folder.root().resolve("images");
            DemoInput input = DemoInput.write(images, Home.samples(), phantoms, SEED);
            console.printf(
                    "%d radiographs, %d phantoms and %d kinds of bad or odd input in %s%n",
                    input.radiographs().size(),
                    input.phantoms().size(),
                    input.bad().size(),
                    OutFolders.shown(images));
            Optional<Summary> summary = run(folder, images, input, console);
            SummaryText.print(summary.orElseThrow(), console);
            tellNext(console, folder);
            return 0;
        }
    }

    private Optional<Summary> run(
            OutFolder folder, Path images, DemoInput input, PrintWriter console) throws Exception {
        try (ModelsEnd models = ModelsEnd.embedded(Home.models())) {
            console.println(models.describe());
            console.flush();
            RunPlan plan =
                    new RunPlan(
                            images,
                            true,
                            false,
                            models.target(),
                            PATIENCE,
                            FILES_PER_SECOND,
                            input.events(),
                            new Version().number());
            return new RunSession(plan, folder, console).run();
        }
    }

    private static void tellNext(PrintWriter console, OutFolder folder) {
        Path shown = OutFolders.shown(folder.root());
        console.printf("%nreport  %s%n%nnext:%n", OutFolders.shown(folder.report()));
        console.printf(
                "  ./radstream query --out %s \"SELECT stage, round(max(p95_ms)) AS p95_ms FROM latency_windows GROUP BY stage\"%n",
                shown);
        console.printf(
                "  ./radstream query --out %s \"SELECT code, study_id, message FROM rejects\"%n",
                shown);
        console.printf("  ./radstream run --images YOUR_FOLDER --out out/mine --once%n");
        console.flush();
    }
}
