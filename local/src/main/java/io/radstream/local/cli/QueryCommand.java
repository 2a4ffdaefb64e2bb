package io.radstream.local.cli;

import io.radstream.local.folder.OutFolder;
import io.radstream.local.tables.TableQuery;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code radstream query}. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what SQL finds in a run's tables.",
            "The dialect is DuckDB's; the tables, as they are at this moment:",
            "telemetry_events, latency_windows, inference_results, rejects.",
            "Without SQL, lists the tables with their columns."
        })
final class QueryCommand implements Callable<Integer> {

    private static final String LIST =
            "SELECT table_name AS \"table\", column_name AS \"column\", data_type AS type"
                    + " FROM information_schema.columns ORDER BY table_name, ordinal_position";

    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the run.")
    private Path out;

    /** How rows are printed. */
    enum Format {
        /** For a person. */
        table,
        /** For a program: a list of objects. */
        json
    }

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Parameters(arity = "0..1", paramLabel = "SQL", description = "One statement.")
    private String sql = LIST;

    @Override
    public Integer call() throws SQLException {
        OutFolder folder = OutFolders.ofRun(out);
        LogFile.is(folder.log());
        try (TableQuery tables = TableQuery.open(folder)) {
            print(tables.query(sql));
            return 0;
        } catch (SQLException e) {
            throw ExplainedException.usage("SQL: " + e.getMessage());
        }
    }

    private void print(TableQuery.Rows rows) {
        if (format == Format.json) {
            spec.commandLine().getOut().println(RowsJson.of(rows));
            return;
        }
        TextTable table = new TextTable(rows.columns());
        rows.cells().forEach(cells -> table.add(cells.toArray()));
        table.print(spec.commandLine().getOut());
    }
}
