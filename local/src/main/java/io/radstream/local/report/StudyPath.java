package io.radstream.local.report;

import io.radstream.record.Stage;
import java.sql.SQLException;
import java.util.List;

/**
 * Where the time of a group of studies went, on average: along the critical path the stages add up
 * to end_to_end, which medians of single stages do not.
 *
 * @param studies how many
 * @param totalMs their mean end_to_end, milliseconds
 * @param parts the stages that they went through, in order, and each model's part of inference
 */
record StudyPath(long studies, double totalMs, List<Part> parts) {

    /** With fewer results than this, the slow ones are too few to be told of. */
    private static final long FEWEST_FOR_SLOW = 20;

    /** Milliseconds of one stage, or of one model within inference. */
    record Part(Timed what, double meanMs) {}

    /** How the groups lie among all results, by rank of end_to_end from 1. */
    private static final String RANKED =
            """
            (SELECT study_id, study_version, latency_ms AS total_ms,
                    row_number() OVER (ORDER BY latency_ms, study_id, study_version) AS place,
                    count(*) OVER () AS n
             FROM %s WHERE stage = 'end_to_end')"""
                    .formatted(RunTables.ENDED);

    private static final String MIDDLE =
            "place > floor(n * 0.4) AND place <= greatest(floor(n * 0.4) + 1, ceil(n * 0.6))";
    private static final String SLOWEST = "place > n - ceil(n * 0.05)";

    /** The studies in the middle fifth of all results. */
    static StudyPath typical(RunTables tables) throws SQLException {
        return of(tables, MIDDLE);
    }

    /** The slowest twentieth of all results; empty where there are few. */
    static StudyPath slow(RunTables tables) throws SQLException {
        return of(tables, SLOWEST + " AND n >= " + FEWEST_FOR_SLOW);
    }

    boolean isEmpty() {
        return studies == 0;
    }

    /** What the stages do not account for: where a run went on after a crash, it may be much. */
    double restMs() {
        double told =
                parts.stream()
                        .filter(part -> !part.what().isModel())
                        .mapToDouble(Part::meanMs)
                        .sum();
        return Math.max(0, totalMs - told);
    }

    /** A time's part of the whole, 0 to 1. */
    double shareOf(double ms) {
        return totalMs > 0 ? Math.max(0, Math.min(1, ms / totalMs)) : 0;
    }

    private static StudyPath of(RunTables tables, String group) throws SQLException {
        RunTables.Row whole =
                tables.row(
                        "SELECT count(*) AS n, coalesce(avg(total_ms), 0) AS total FROM "
                                + RANKED
                                + " WHERE "
                                + group);
        long studies = whole.whole("n");
        if (studies == 0) {
            return new StudyPath(0, 0, List.of());
        }
        return new StudyPath(studies, whole.number("total"), parts(tables, group, studies));
    }

    private static List<Part> parts(RunTables tables, String group, long studies)
            throws SQLException {
        String sql =
                """
                WITH picked AS (SELECT study_id, study_version FROM %s WHERE %s),
                     ended AS (SELECT e.* FROM %s AS e JOIN picked USING (study_id, study_version)
                               WHERE e.status = 'success' AND coalesce(e.arm, '') <> 'shadow'),
                     each_stage AS (SELECT study_id, study_version, stage, '' AS model, max(latency_ms) AS ms
                                    FROM ended GROUP BY ALL),
                     each_model AS (SELECT study_id, study_version, stage, model, max(latency_ms) AS ms
                                    FROM ended WHERE model <> '' GROUP BY ALL)
                SELECT stage, model, sum(ms) AS sum_ms
                FROM (SELECT * FROM each_stage UNION ALL SELECT * FROM each_model)
                GROUP BY stage, model"""
                        .formatted(RANKED, group, RunTables.ENDED);
        return tables.rows(sql).stream()
                .map(row -> new Part(row.timed(), row.number("sum_ms") / studies))
                .filter(part -> isOnPath(part.what().stage()))
                .sorted((a, b) -> a.what().compareTo(b.what()))
                .toList();
    }

    private static boolean isOnPath(Stage stage) {
        return Timed.CRITICAL_PATH.contains(stage);
    }
}
