package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.radstream.local.tables.TableQuery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatenciesOverTimeTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");

    /** Steps of two minutes. */
    private static final TimeGrid LONG = TimeGrid.over(MIDNIGHT, MIDNIGHT.plusSeconds(119 * 60));

    private static final TimeGrid SHORT = TimeGrid.over(MIDNIGHT, MIDNIGHT.plusSeconds(50));

    @TempDir private Path folder;
    private RunFolder run;

    @BeforeEach
    void twoStudies() throws Exception {
        run = new RunFolder(folder);
        run.add(
                "telemetry_events",
                RunFolder.events(
                        RunFolder.event("a", "end_to_end", 100, RunFolder.DAY, null)
                                + ", "
                                + RunFolder.event("b", "end_to_end", 300, RunFolder.DAY, null)
                                + ", ('c', 'v', 'pair', 'waiting', 9e9, "
                                + RunFolder.DAY
                                + ", NULL, NULL, NULL, NULL, NULL)"));
    }

    @Test
    void aShortRunIsToldByItsEvents() throws Exception {
        LatenciesOverTime latencies = over(SHORT);

        assertThat(latencies.fromWindows()).isFalse();
        assertThat(latencies.series()).hasSize(1);
        LatencySeries.Point point = latencies.series().get(0).points().get(0);
        assertThat(point.slot()).isZero();
        assertThat(point.count()).isEqualTo(2);
        assertThat(point.p50Ms()).isEqualTo(200);
    }

    @Test
    void partsOfWindowsMergeBeforeTheirQuantilesAreTaken() throws Exception {
        // The medians of the parts are 1 and 100: their mean would be 50.5, the true one is 1.
        run.add("latency_windows", RunFolder.window(0, 1, 1, 1, 1, 1, 1, 1));
        run.add("latency_windows", RunFolder.window(1, 100));
        run.add("latency_windows", RunFolder.window(1, 1));
        run.add("latency_windows", RunFolder.window(6, 40, 40));

        LatenciesOverTime latencies = over(LONG);

        assertThat(latencies.fromWindows()).isTrue();
        List<LatencySeries.Point> points = latencies.series().get(0).points();
        assertThat(points).hasSize(2);
        assertThat(points.get(0).count()).isEqualTo(9);
        assertThat(points.get(0).p50Ms()).isCloseTo(1, within(0.01));
        assertThat(points.get(1).slot()).isEqualTo(3);
        assertThat(points.get(1).p95Ms()).isCloseTo(40, within(0.01));
    }

    @Test
    void windowsThatAreStillOpenAreNotReliedOn() throws Exception {
        run.add("latency_windows", RunFolder.window(0, 100));

        assertThat(over(LONG).fromWindows()).isFalse();
    }

    private LatenciesOverTime over(TimeGrid grid) throws Exception {
        try (TableQuery tables = run.tables()) {
            return LatenciesOverTime.of(new RunTables(tables), grid);
        }
    }
}
