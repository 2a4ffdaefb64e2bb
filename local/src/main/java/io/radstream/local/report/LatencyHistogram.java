package io.radstream.local.report;

import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the latencies of a stage spread.
 *
 * @param counts by bin; bin {@code b} holds from 10^(b/8) to 10^((b+1)/8) milliseconds
 */
record LatencyHistogram(Timed what, SortedMap<Integer, Long> counts) {

    static final int BINS_PER_DECADE = 8;

    /** What is shorter, and what is negative because two clocks disagree, counts as this long. */
    static final double SHORTEST_MS = 0.01;

    /** Where a bin begins, in milliseconds. */
    static double startMs(int bin) {
        return Math.pow(10, (double) bin / BINS_PER_DECADE);
    }

    long mostInBin() {
        return counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Of all stages and models that have been seen. */
    static SortedMap<Timed, LatencyHistogram> all(RunTables tables) throws SQLException {
        String sql =
                """
                SELECT stage, model, count(*) AS n,
                       CAST(floor(log10(greatest(latency_ms, %s)) * %d) AS INTEGER) AS bin
                FROM %s GROUP BY ALL"""
                        .formatted(SHORTEST_MS, BINS_PER_DECADE, RunTables.ENDED);
        SortedMap<Timed, LatencyHistogram> all = new TreeMap<>();
        for (RunTables.Row row : tables.rows(sql)) {
            all.computeIfAbsent(row.timed(), LatencyHistogram::empty)
                    .counts()
                    .merge((int) row.whole("bin"), row.whole("n"), Long::sum);
        }
        return all;
    }

    private static LatencyHistogram empty(Timed what) {
        return new LatencyHistogram(what, new TreeMap<>());
    }
}
