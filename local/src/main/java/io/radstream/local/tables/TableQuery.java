package io.radstream.local.tables;

import io.radstream.local.folder.OutFolder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * SQL over the tables as they are at this moment: DuckDB inside this process, over the current
 * snapshots' files.
 */
public final class TableQuery implements AutoCloseable {

    private final Connection connection;

    private TableQuery(Connection connection) {
        this.connection = connection;
    }

    /** Opens the tables of a run. */
    public static TableQuery open(OutFolder out) throws SQLException {
        Properties properties = new Properties();
        // Nothing is fetched at run time: what a query needs is inside the driver.
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        TableQuery query = new TableQuery(DriverManager.getConnection("jdbc:duckdb:", properties));
        try (Statement statement = query.connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            for (Map.Entry<String, TableFiles.Contents> table : TableFiles.of(out).entrySet()) {
                statement.execute(view(table.getKey(), table.getValue()));
            }
        }
        return query;
    }

    /** What a statement found. */
    public record Rows(List<String> columns, List<List<Object>> cells) {}

    /** What the statement finds, its columns in order. */
    public Rows query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                columns.add(result.getMetaData().getColumnLabel(i));
            }
            List<List<Object>> cells = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(result.getObject(i));
                }
                cells.add(row);
            }
            return new Rows(columns, cells);
        }
    }

    /** What the statement finds, each row from column name to value. */
    public List<Map<String, Object>> rows(String sql) throws SQLException {
        Rows found = query(sql);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Object> cells : found.cells()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(found.columns().get(i), cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String view(String name, TableFiles.Contents files) {
        String source =
                files.paths().isEmpty()
                        ? "SELECT " + nulls(files) + " WHERE false"
                        : "SELECT * FROM read_parquet(["
                                + files.paths().stream()
                                        .map(path -> quote(path.toString()))
                                        .collect(Collectors.joining(", "))
                                + "], union_by_name = true)";
        return "CREATE VIEW " + name + " AS " + source;
    }

    /** The columns of a table that has no file yet. */
    private static String nulls(TableFiles.Contents files) {
        return files.table().schema().columns().stream()
                .map(column -> "NULL::" + typeOf(column) + " AS \"" + column.name() + '"')
                .collect(Collectors.joining(", "));
    }

    private static String typeOf(Types.NestedField column) {
        Type.TypeID type = column.type().typeId();
        return switch (type) {
            case STRING -> "VARCHAR";
            case DOUBLE -> "DOUBLE";
            case LONG -> "BIGINT";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMP";
            case BINARY -> "BLOB";
            default -> throw new IllegalStateException("no table has a column of type " + type);
        };
    }

    private static String quote(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
