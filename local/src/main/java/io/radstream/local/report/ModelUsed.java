package io.radstream.local.report;

import java.sql.SQLException;
import java.util.List;

/**
 * A model that answered.
 *
 * @param digest of its file; empty where its configuration states none
 * @param answers how often it answered well
 */
record ModelUsed(String name, String version, String arm, String digest, long answers) {

    /** All that have been seen. */
    static List<ModelUsed> all(RunTables tables) throws SQLException {
        return tables
                .rows(
                        """
                        SELECT model_name, model_version, arm, model_digest, count(*) AS n
                        FROM telemetry_events
                        WHERE stage = 'inference' AND status = 'success' AND model_name IS NOT NULL
                        GROUP BY ALL ORDER BY ALL""")
                .stream()
                .map(
                        row ->
                                new ModelUsed(
                                        row.text("model_name"),
                                        row.text("model_version"),
                                        row.text("arm"),
                                        row.text("model_digest"),
                                        row.whole("n")))
                .toList();
    }
}
