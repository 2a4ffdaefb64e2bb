package io.radstream.local.report;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many study versions ended in each step of the time grid.
 *
 * @param rejects events that name no study among them
 */
record EndedOverTime(List<Long> results, List<Long> rejects) {

    static EndedOverTime of(RunTables tables, TimeGrid grid) throws SQLException {
        return new EndedOverTime(
                counts(tables, grid, "inference_results", "timestamp"),
                counts(tables, grid, "rejects", "\"at\""));
    }

    long most() {
        long most = 0;
        for (int slot = 0; slot < results.size(); slot++) {
            most = Math.max(most, results.get(slot) + rejects.get(slot));
        }
        return most;
    }

    private static List<Long> counts(RunTables tables, TimeGrid grid, String table, String time)
            throws SQLException {
        String sql =
                "SELECT CAST(floor((epoch_ms(%s) - %d) / %d.0) AS BIGINT) AS slot, count(*) AS n FROM %s GROUP BY slot"
                        .formatted(time, grid.fromMs(), grid.step().toMillis(), table);
        List<Long> counts = new ArrayList<>(Collections.nCopies(grid.slots(), 0L));
        for (RunTables.Row row : tables.rows(sql)) {
            counts.set((int) row.whole("slot"), row.whole("n"));
        }
        return counts;
    }
}
