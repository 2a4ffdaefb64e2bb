package io.radstream.local.report;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rejects with one code.
 *
 * @param count all of them
 * @param first the first of them
 */
record RejectGroup(String code, long count, List<Row> first) {

    /** With more, the page would grow with the run. */
    static final int MOST_ROWS = 40;

    /** An input may be wrong at great length. */
    static final int LONGEST_MESSAGE = 1000;

    /**
     * One reject.
     *
     * @param study empty where the event names none
     */
    record Row(String study, String stage, String message, long attempts) {}

    /** All codes that have been seen, the most frequent first. */
    static List<RejectGroup> all(RunTables tables) throws SQLException {
        String sql =
                """
                WITH numbered AS (
                  SELECT code, study_id, stage, attempts, substr(message, 1, %d) AS message,
                         row_number() OVER (PARTITION BY code ORDER BY "at", study_id) AS place,
                         count(*) OVER (PARTITION BY code) AS n
                  FROM rejects)
                SELECT * FROM numbered WHERE place <= %d ORDER BY n DESC, code, place"""
                        .formatted(LONGEST_MESSAGE, MOST_ROWS);
        Map<String, RejectGroup> groups = new LinkedHashMap<>();
        for (RunTables.Row row : tables.rows(sql)) {
            groups.computeIfAbsent(
                            row.text("code"),
                            code -> new RejectGroup(code, row.whole("n"), new ArrayList<>()))
                    .first()
                    .add(
                            new Row(
                                    row.text("study_id"),
                                    row.text("stage"),
                                    row.text("message"),
                                    row.whole("attempts")));
        }
        return List.copyOf(groups.values());
    }
}
