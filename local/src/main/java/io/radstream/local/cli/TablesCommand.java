package io.radstream.local.cli;

import io.radstream.job.connect.iceberg.UnusableTablesException;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.run.LocalTables;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code radstream tables}. */
@Command(
        name = "tables",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a run's tables what this release writes.",
            "A run does so by itself. For the tables of a job in the cloud, which need the job's",
            "own jar and settings: java -cp 'radstream.jar:FLINK_HOME/lib/*'",
            "io.radstream.job.RadStreamTables create (docs/configuration.md)."
        },
        subcommands = TablesCommand.Create.class)
final class TablesCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected tables create, came tables");
    }

    /** {@code radstream tables create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes the tables that are missing, and adds the columns that are new.")
    static final class Create implements Callable<Integer> {

        @Spec private CommandSpec spec;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "The folder of the run.")
        private Path out;

        @Override
        public Integer call() {
            OutFolder folder = OutFolders.ofRun(out);
            LogFile.is(folder.log());
            try {
                new LocalTables(folder, Clock.systemUTC()).create();
            } catch (UnusableTablesException e) {
                throw ExplainedException.failed(e.getMessage());
            }
            spec.commandLine().getOut().println("the tables are as this release writes them");
            return 0;
        }
    }
}
