package io.radstream.local.report;

import io.radstream.local.tables.TableQuery;
import io.radstream.record.Stage;
import java.nio.ByteBuffer;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of a run, as the report asks them. */
final class RunTables {

    private static final String STAGES =
            Arrays.stream(Stage.values())
                    .map(stage -> '\'' + stage.name() + '\'')
                    .collect(Collectors.joining(", ", "(", ")"));

    private static final String MODEL =
            """
            CASE WHEN model_name IS NULL OR stage <> 'inference' THEN ''
                 ELSE trim(model_name || ' ' || coalesce(model_version, '')
                      || CASE WHEN coalesce(arm, 'stable') = 'stable' THEN '' ELSE ' (' || arm || ')' END)
            END AS model""";

    /** Stages that ended; a stage that only told that it waits has not. */
    static final String ENDED =
            """
            (SELECT study_id, study_version, stage, status, latency_ms, metadata, arm,
                    epoch_ms(timestamp) AS at_ms, %s
             FROM telemetry_events WHERE status <> 'waiting' AND stage IN %s)"""
                    .formatted(MODEL, STAGES);

    /** Windows of latencies, of both sizes. */
    static final String WINDOWS =
            """
            (SELECT stage, count, sketch, window_size, epoch_ms(window_start) AS at_ms, %s
             FROM latency_windows WHERE stage IN %s)"""
                    .formatted(MODEL, STAGES);

    private final TableQuery tables;

    RunTables(TableQuery tables) {
        this.tables = tables;
    }

    /** What a statement of fixed text and numbers found. */
    List<Row> rows(String sql) throws SQLException {
        return tables.rows(sql).stream().map(Row::new).toList();
    }

    /** The only row of what a statement found. */
    Row row(String sql) throws SQLException {
        return rows(sql).get(0);
    }

    /** A row, by its columns' names. */
    record Row(Map<String, Object> cells) {

        boolean has(String column) {
            return cells.get(column) != null;
        }

        /** Empty where there is none. */
        String text(String column) {
            Object value = cells.get(column);
            return value == null ? "" : value.toString();
        }

        long whole(String column) {
            return ((Number) cells.get(column)).longValue();
        }

        double number(String column) {
            return ((Number) cells.get(column)).doubleValue();
        }

        Timed timed() {
            return new Timed(Stage.valueOf(text("stage")), text("model"));
        }

        ByteBuffer bytes(String column) throws SQLException {
            Blob blob = (Blob) cells.get(column);
            return ByteBuffer.wrap(blob.getBytes(1, (int) blob.length()));
        }
    }
}
