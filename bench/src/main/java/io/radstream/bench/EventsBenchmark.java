package io.radstream.bench;

import io.radstream.job.fixture.FakeModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the job takes events, and how much a study weighs in a savepoint. */
@Command(
        name = "bench/run events",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the job on this machine, on RocksDB, between a store and models that answer at once:",
            "the rate of events with empty state and with many studies open, the rate of whole studies,",
            "and what a waiting study weighs. Prints each beside its limit."
        })
final class EventsBenchmark implements Callable<Integer> {

    private static final double LEAST_RATE = 20_000;
    private static final double LEAST_SHARE = 0.8;
    private static final long MOST_BYTES = 2048;

    @Spec private CommandSpec spec;

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            defaultValue = "deploy/flink",
            description = "The folder of Flink's config.yaml. Default: ${DEFAULT-VALUE}.")
    private Path conf;

    @Option(
            names = "--open",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many studies are open. Default: ${DEFAULT-VALUE}.")
    private long open;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "400000",
            description = "How many events are measured. Default: ${DEFAULT-VALUE}.")
    private long events;

    @Option(
            names = "--studies",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many whole studies are measured. Default: ${DEFAULT-VALUE}.")
    private long studies;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EventsBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter console = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("radstream-bench");
        try {
            measure(folder, console);
        } finally {
            delete(folder);
        }
        return 0;
    }

    private void measure(Path folder, PrintWriter console) throws Exception {
        tell(console, "%d cores, RocksDB", Runtime.getRuntime().availableProcessors());
        try (BenchJob job = start(new OpenStudies(0), folder)) {
            // The JVM's compilers: what is measured first would pay for what is measured next.
            job.await(job.ends()::read, events);
        }
        double empty = withEmptyState(folder);
        tell(console, "events a second, empty state: %,.0f", empty);
        try (BenchJob job = start(new OpenStudies(open), folder)) {
            job.await(job.ends()::read, open);
            // Each waits; that it does is told once, some time after it was opened.
            job.await(job.ends()::told, open);
            double full = job.rate(job.ends()::read, events);
            tell(
                    console,
                    "events a second, %,d studies open: %,.0f, which is %.2f of the limit of %,.0f",
                    open,
                    full,
                    full / LEAST_RATE,
                    LEAST_RATE);
            tell(
                    console,
                    "share of the rate with empty state: %.2f, limit %.2f",
                    full / empty,
                    LEAST_SHARE);
        }
        tellBytes(console, "a study that waits for its sidecar", waitingForTheirHalf(folder));
        tellBytes(console, "a study in inference", inInference(folder));
        try (BenchJob job = start(new WholeStudies(), folder)) {
            job.await(job.ends()::published, studies / 10);
            double rate = job.rate(job.ends()::published, studies);
            tell(console, "whole studies a second: %,.0f", rate);
        }
    }

    private double withEmptyState(Path folder) throws Exception {
        try (BenchJob job = start(new OpenStudies(0), folder)) {
            job.await(job.ends()::read, 1);
            return job.rate(job.ends()::read, events);
        }
    }

    /** Bytes a study. */
    private long waitingForTheirHalf(Path folder) throws Exception {
        try (BenchJob job = start(new Until(new OpenStudies(studies), studies), folder)) {
            job.await(job.ends()::read, studies);
            return job.savepointBytes() / studies;
        }
    }

    /** Bytes a study; the models are away, so nothing ends. */
    private long inInference(Path folder) throws Exception {
        FakeModels models = new FakeModels().goAway();
        Workload pairs = new Until(new WholeStudies(), 2 * studies);
        try (BenchJob job = BenchJob.start(pairs, models, conf, folder)) {
            // queue, source_lag, pair, fetch_sidecar, validate_metadata
            job.await(job.ends()::told, 5 * studies);
            long bytes = job.savepointBytes() / studies;
            models.comeBack();
            return bytes;
        }
    }

    private BenchJob start(Workload workload, Path folder) throws Exception {
        return BenchJob.start(workload, new FakeModels(), conf, folder);
    }

    private static void tellBytes(PrintWriter console, String what, long bytes) {
        tell(console, "savepoint bytes, %s: %,d, limit %,d", what, bytes, MOST_BYTES);
    }

    private static void tell(PrintWriter console, String format, Object... values) {
        console.printf(Locale.ROOT, format + "%n", values);
        console.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
