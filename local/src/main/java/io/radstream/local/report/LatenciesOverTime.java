package io.radstream.local.report;

import io.radstream.telemetry.LatencySketch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Latencies over a run's time. Steps of a minute or more come from latency_windows, whose sketches
 * merge; a shorter run has but one or two windows, and is shown by its telemetry_events.
 *
 * @param fromWindows whether the windows told it
 */
record LatenciesOverTime(boolean fromWindows, List<LatencySeries> series) {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration LARGE_WINDOW = Duration.ofHours(1);

    static LatenciesOverTime of(RunTables tables, TimeGrid grid) throws SQLException {
        String size = grid.step().compareTo(LARGE_WINDOW) < 0 ? "1m" : "1h";
        boolean windows = grid.step().compareTo(WINDOW) >= 0 && areComplete(tables, size);
        return new LatenciesOverTime(
                windows, windows ? fromWindows(tables, grid, size) : fromEvents(tables, grid));
    }

    /** A run that was stopped has windows that are still open, in its checkpoint alone. */
    private static boolean areComplete(RunTables tables, String size) throws SQLException {
        RunTables.Row counts =
                tables.row(
                        """
                        SELECT (SELECT coalesce(sum(count), 0) FROM %s WHERE window_size = '%s') AS windows,
                               (SELECT count(*) FROM %s) AS events"""
                                .formatted(RunTables.WINDOWS, size, RunTables.ENDED));
        return counts.whole("windows") >= counts.whole("events");
    }

    private static List<LatencySeries> fromEvents(RunTables tables, TimeGrid grid)
            throws SQLException {
        String sql =
                """
                SELECT stage, model, CAST(floor((at_ms - %d) / %d.0) AS INTEGER) AS slot, count(*) AS n,
                       quantile_cont(latency_ms, 0.50) AS p50, quantile_cont(latency_ms, 0.95) AS p95
                FROM %s WHERE stage <> 'inference' OR model <> ''
                GROUP BY ALL ORDER BY slot"""
                        .formatted(grid.fromMs(), grid.step().toMillis(), RunTables.ENDED);
        SortedMap<Timed, LatencySeries> all = new TreeMap<>();
        for (RunTables.Row row : tables.rows(sql)) {
            all.computeIfAbsent(row.timed(), what -> new LatencySeries(what, new ArrayList<>()))
                    .points()
                    .add(
                            new LatencySeries.Point(
                                    (int) row.whole("slot"),
                                    row.whole("n"),
                                    row.number("p50"),
                                    row.number("p95")));
        }
        return List.copyOf(all.values());
    }

    /** One stage or model at a time: a sketch takes about 1.4 KB, and there may be many. */
    private static List<LatencySeries> fromWindows(RunTables tables, TimeGrid grid, String size)
            throws SQLException {
        List<Timed> timed =
                tables
                        .rows(
                                "SELECT DISTINCT stage, model FROM "
                                        + RunTables.WINDOWS
                                        + " WHERE window_size = '"
                                        + size
                                        + "' AND (stage <> 'inference' OR model <> '')")
                        .stream()
                        .map(RunTables.Row::timed)
                        .sorted()
                        .toList();
        List<LatencySeries> all = new ArrayList<>();
        for (Timed what : timed) {
            all.add(new LatencySeries(what, merged(tables, grid, size, what)));
        }
        return all;
    }

    private static List<LatencySeries.Point> merged(
            RunTables tables, TimeGrid grid, String size, Timed what) throws SQLException {
        String sql =
                """
                SELECT at_ms, count, sketch FROM %s
                WHERE window_size = '%s' AND stage = '%s' AND model = '%s' ORDER BY at_ms"""
                        .formatted(
                                RunTables.WINDOWS,
                                size,
                                what.stage(),
                                what.model().replace("'", "''"));
        SortedMap<Integer, Merged> slots = new TreeMap<>();
        for (RunTables.Row row : tables.rows(sql)) {
            LatencySketch sketch = LatencySketch.of(row.bytes("sketch"));
            slots.merge(
                    grid.slot(row.whole("at_ms")),
                    new Merged(row.whole("count"), sketch),
                    Merged::with);
        }
        List<LatencySeries.Point> points = new ArrayList<>();
        slots.forEach((slot, merged) -> points.add(merged.at(slot)));
        return points;
    }

    /** The windows of one step. */
    private record Merged(long count, LatencySketch sketch) {

        Merged with(Merged other) {
            sketch.merge(other.sketch);
            return new Merged(count + other.count, sketch);
        }

        LatencySeries.Point at(int slot) {
            return new LatencySeries.Point(slot, count, sketch.valueAt(0.50), sketch.valueAt(0.95));
        }
    }
}
