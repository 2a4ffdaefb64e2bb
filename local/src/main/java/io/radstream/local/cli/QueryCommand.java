package io.radstream.local.cli;

import io.radstream.local.folder.OutFolder;
import io.radstream.local.tables.TableQuery;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern WRITING =
            Pattern.compile(
                    "\\s*(INSERT|UPDATE|DELETE|MERGE|TRUNCATE|CREATE|ALTER|DROP)\\b",
                    Pattern.CASE_INSENSITIVE);

    /** What the driver puts before a mistake that it finds late, such as a column's name. */
    private static final Pattern WRAPPING =
            Pattern.compile(
                    "^Invalid Input Error: Attempting to execute an unsuccessful.*\\RError: ");

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
        refuseWriting(sql);
        OutFolder folder = OutFolders.ofRun(out);
        LogFile.is(folder.log());
        try (TableQuery tables = TableQuery.open(folder)) {
            print(tables.query(sql));
            return 0;
        } catch (SQLException e) {
            throw ExplainedException.usage("SQL: " + withoutWrapping(e.getMessage()));
        }
    }

    /** The driver's views would refuse it too, and call the tables views. */
    private static void refuseWriting(String sql) {
        Matcher writing = WRITING.matcher(sql);
        if (writing.lookingAt()) {
            throw ExplainedException.usage(
                    "SQL: expected a query, such as SELECT, for the tables are read only; came "
                            + writing.group(1).toUpperCase(Locale.ROOT));
        }
    }

    private static String withoutWrapping(String message) {
        return WRAPPING.matcher(message).replaceFirst("").strip();
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
