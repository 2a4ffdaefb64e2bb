package io.radstream.local.cli;

import io.radstream.local.phantom.PhantomFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radstream phantoms}. */
@Command(
        name = "phantoms",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws chest radiographs of nobody.",
            "Each with its sidecar: input for run, and for tests. The same seed draws the same."
        })
final class PhantomsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to: DIR/{study_id}/{study_id}.png or .jpg, and .json.")
    private Path out;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "The longer side, 64 to 8192; 0, the default: each its own.")
    private int size;

    @Override
    public Integer call() throws Exception {
        if (count < 1) {
            throw ExplainedException.usage("--count: expected 1 or more, came " + count);
        }
        if (size != 0 && (size < 64 || size > 8192)) {
            throw ExplainedException.usage("--size: expected 64 to 8192, or 0, came " + size);
        }
        PhantomFolder.write(out, count, seed, size);
        spec.commandLine().getOut().println(count + " phantoms in " + out);
        return 0;
    }
}
