package io.radstream.local.cli;

import io.radstream.local.folder.OutFolder;
import io.radstream.local.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radstream report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the report of a run again, from its tables as they are now.")
final class ReportCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the run.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        OutFolder folder = OutFolders.ofRun(out);
        LogFile.is(folder.log());
        boolean finished = folder.state() == OutFolder.State.FINISHED;
        Report.write(folder, folder.images().orElseThrow(), finished);
        spec.commandLine().getOut().println(OutFolders.shown(folder.report()));
        return 0;
    }
}
