package io.radstream.local.cli;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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

    /** No logger below {@code io.radstream}: what those warn of is on the console too. */
    private static final String LOG_OF_FILE_ALONE = "radstream";

    private RadStream() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new RadStream())
                .registerConverter(java.time.Duration.class, Durations::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(RadStream::explainUsage)
                .setExecutionExceptionHandler(RadStream::explain);
    }

    /**
     * One line, as for every other mistake; an option that is nearly right is suggested. Who asks
     * for nothing is shown what there is.
     */
    private static int explainUsage(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        if (arguments.length == 0) {
            command.usage(command.getErr());
            return CommandLine.ExitCode.USAGE;
        }
        command.getErr().println("radstream: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
        command.getErr().println("see: ./" + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** One line for a person; the layers of exceptions are in the log. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ExplainedException explained) {
            command.getErr().println("radstream: " + explained.getMessage());
            return explained.exitCode();
        }
        // Not a field: the log may be opened only once it is known where it goes.
        LoggerFactory.getLogger(LOG_OF_FILE_ALONE).error("the command failed", failure);
        command.getErr()
                .println(
                        "radstream: "
                                + FailureLine.of(failure)
                                + LogFile.told().map(log -> "; the log: " + log).orElse(""));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
