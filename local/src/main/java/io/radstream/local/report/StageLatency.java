package io.radstream.local.report;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How long a stage takes, over all that ended: milliseconds.
 *
 * @param failed of the count, those that ended by the input's fault, or were overtaken
 * @param errors of the count, those that ended by the system's fault
 * @param serverQueueMs the median wait inside the model server, where it tells
 * @param serverComputeMs the median computation inside the model server, where it tells
 */
record StageLatency(
        Timed what,
        long count,
        long failed,
        long errors,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        double maxMs,
        OptionalDouble serverQueueMs,
        OptionalDouble serverComputeMs) {

    private static final String FIGURES =
            """
            count(*) AS n,
            count(*) FILTER (status IN ('failed', 'superseded')) AS failed,
            count(*) FILTER (status = 'error') AS errors,
            quantile_cont(latency_ms, 0.50) AS p50,
            quantile_cont(latency_ms, 0.95) AS p95,
            quantile_cont(latency_ms, 0.99) AS p99,
            max(latency_ms) AS longest,
            quantile_cont(%s, 0.5) AS server_queue,
            quantile_cont(%s, 0.5) AS server_compute"""
                    .formatted(server("queue"), server("compute"));

    /**
     * Of inference, a study waits for the slowest of the models that its result needs: as long as
     * the stage takes it.
     */
    private static final String INFERENCE =
            """
            (SELECT 'inference' AS stage, '' AS model, max(latency_ms) AS latency_ms,
                    CASE WHEN bool_or(status = 'error') THEN 'error'
                         WHEN bool_or(status = 'failed') THEN 'failed' ELSE 'success' END AS status,
                    '' AS metadata
             FROM %s WHERE stage = 'inference' AND coalesce(arm, '') <> 'shadow'
             GROUP BY study_id, study_version)"""
                    .formatted(RunTables.ENDED);

    private static final String PARTS =
            "(SELECT * FROM %s WHERE stage <> 'inference' OR model <> '')"
                    .formatted(RunTables.ENDED);

    /** Of all stages and models that have been seen, in the order of {@link Timed}. */
    static List<StageLatency> all(RunTables tables) throws SQLException {
        return Stream.concat(from(tables, PARTS), from(tables, INFERENCE))
                .sorted(Comparator.comparing(StageLatency::what))
                .toList();
    }

    private static Stream<StageLatency> from(RunTables tables, String source) throws SQLException {
        return tables
                .rows(
                        "SELECT stage, model, "
                                + FIGURES
                                + " FROM "
                                + source
                                + " GROUP BY stage, model")
                .stream()
                .map(StageLatency::of);
    }

    private static StageLatency of(RunTables.Row row) {
        return new StageLatency(
                row.timed(),
                row.whole("n"),
                row.whole("failed"),
                row.whole("errors"),
                row.number("p50"),
                row.number("p95"),
                row.number("p99"),
                row.number("longest"),
                optional(row, "server_queue"),
                optional(row, "server_compute"));
    }

    private static OptionalDouble optional(RunTables.Row row, String column) {
        return row.has(column) ? OptionalDouble.of(row.number(column)) : OptionalDouble.empty();
    }

    /** The number that the model server wrote into the row's metadata; null where it did not. */
    private static String server(String time) {
        return "TRY_CAST(regexp_extract(metadata, '\"server_%s_ms\":([0-9.eE+-]+)', 1) AS DOUBLE)"
                .formatted(time);
    }
}
