package io.radstream.local.cli;

import io.radstream.local.folder.OutFolder;
import io.radstream.local.run.RunPlan;
import io.radstream.local.tables.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radstream run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the job on a folder of your own.",
            "In it: DIR/{study_id}/{study_id}.jpg (.jpeg, .png) beside",
            "DIR/{study_id}/{study_id}.json. New and overwritten files are seen within a",
            "second; Ctrl-C ends the job with a savepoint.",
            "Exits with 0 when every study version ended, or the job was stopped in order."
        })
final class RunCommand implements Callable<Integer> {

    private static final double AS_MANY_AS_THERE_ARE = 0;

    @Spec private CommandSpec spec;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "The folder of images.")
    private Path images;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A new folder for results, tables and the report.")
    private Path out;

    @Option(names = "--once", description = "End when all files that are there have been read.")
    private boolean once;

    @Option(
            names = "--resume",
            description = "Go on where an earlier run in --out was stopped or killed.")
    private boolean resume;

    @Option(
            names = "--models",
            paramLabel = "HOST:PORT",
            description = "A KServe v2 gRPC server, such as Triton. Default: one in this process.")
    private String models;

    @Option(
            names = "--orphan-patience",
            paramLabel = "TIME",
            defaultValue = "30s",
            description =
                    "How long an image waits for its sidecar, or the reverse. Default: ${DEFAULT-VALUE}.")
    private Duration orphanPatience;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "The most files to take a second. Default: as many as there are.")
    private Double rate;

    @Override
    public Integer call() throws Exception {
        double filesPerSecond = filesPerSecond();
        if (models != null) {
            ModelsEnd.check(models);
        }
        Path folder = OutFolders.ofImages(images);
        PrintWriter console = spec.commandLine().getOut();
        try (OutFolder outFolder = new OutFolder(out)) {
            OutFolders.refuseNesting(folder, outFolder);
            OutFolders.lock(outFolder);
            if (!resume) {
                OutFolders.refuseUsed(outFolder);
            }
            LogFile.is(outFolder.log());
            Optional<Summary> summary = run(folder, outFolder, filesPerSecond, console);
            summary.ifPresent(
                    ended -> {
                        SummaryText.print(ended, console);
                        console.println("\nreport  " + OutFolders.shown(outFolder.report()));
                    });
            return 0;
        }
    }

    private double filesPerSecond() {
        if (rate == null) {
            return AS_MANY_AS_THERE_ARE;
        }
        if (!(rate > 0 && Double.isFinite(rate))) {
            throw ExplainedException.usage(
                    "--rate: expected a number of files a second above 0, came " + rate);
        }
        return rate;
    }

    private Optional<Summary> run(
            Path folder, OutFolder outFolder, double filesPerSecond, PrintWriter console)
            throws Exception {
        try (ModelsEnd modelsEnd = models()) {
            console.println(modelsEnd.describe());
            RunPlan plan =
                    new RunPlan(
                            folder,
                            once,
                            resume,
                            modelsEnd.target(),
                            orphanPatience,
                            filesPerSecond,
                            List.of(),
                            new Version().number());
            return new RunSession(plan, outFolder, console).run();
        }
    }

    private ModelsEnd models() throws IOException {
        return models == null ? ModelsEnd.embedded(Home.models()) : ModelsEnd.at(models);
    }
}
