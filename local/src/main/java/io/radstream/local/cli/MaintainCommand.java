package io.radstream.local.cli;

import io.radstream.job.connect.iceberg.maintenance.TableReport;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.run.LocalTables;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radstream maintain}. */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        description = {
            "Compacts a run's tables and removes what nobody needs any more.",
            "Safe beside the run. What it may be resumed from stays, and so does everything that",
            "is younger than a day. For the tables of a job in the cloud: java -cp",
            "'radstream.jar:FLINK_HOME/lib/*' io.radstream.job.RadStreamTables maintain",
            "(docs/configuration.md)."
        })
final class MaintainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the run.")
    private Path out;

    @Option(names = "--dry-run", description = "Change nothing, and tell what would be.")
    private boolean dryRun;

    @Override
    public Integer call() {
        OutFolder folder = OutFolders.ofRun(out);
        LogFile.is(folder.log());
        List<TableReport> reports = new LocalTables(folder, Clock.systemUTC()).maintain(dryRun);
        reports.forEach(report -> spec.commandLine().getOut().println(report));
        boolean failed = reports.stream().anyMatch(report -> report.problem().isPresent());
        return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
