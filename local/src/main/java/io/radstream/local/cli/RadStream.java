package io.radstream.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code radstream}. Exit codes: 0 well, 1 failed, 2 used wrongly. */
@Command(
        name = "radstream",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Chest radiographs become results, dead letters and latency tables.",
            "Not for diagnosis: the shipped models are demonstrations."
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            QueryCommand.class,
            TablesCommand.class,
            MaintainCommand.class,
            ReportCommand.class,
            ModelsCommand.class,
            PhantomsCommand.class,
            StackCommand.class,
            VersionCommand.class
        })
public final class RadStream {

    private RadStream() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new RadStream())
                .registerConverter(java.time.Duration.class, Durations::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(RadStream::explain);
    }

    /** One line for a person; the layers of exceptions are in the log. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ExplainedException explained) {
            command.getErr().println("radstream: " + explained.getMessage());
            return explained.exitCode();
        }
        command.getErr().println("radstream: " + failure);
        failure.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
