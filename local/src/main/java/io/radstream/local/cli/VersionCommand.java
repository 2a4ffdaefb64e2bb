package io.radstream.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code radstream version}. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the version of RadStream and of what it is made of.")
final class VersionCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        for (String line : new Version().getVersion()) {
            spec.commandLine().getOut().println(line);
        }
    }
}
