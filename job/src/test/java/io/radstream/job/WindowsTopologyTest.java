package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.radstream.fixture.Wait;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.SharedClock;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.record.LatencyWindow;
import io.radstream.record.ModelUse;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import io.radstream.record.TelemetryEvent;
import io.radstream.telemetry.LatencySketch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of latency are partial: whatever comes late, or meets a restart, all rows of a minute, and
 * all rows of an hour, add up to the stages that ended.
 */
final class WindowsTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir private Path folder;

    private final SharedClock clock = new SharedClock();
    private final Script script = new Script();
    private final FakeBucket images = FakeBucket.versioned();
    private final FakeJob job = FakeJob.of(script, images).with(clock);

    private void land(List<ScriptedStudy> studies) {
        images.hold(HandMade.objects(studies));
        HandMade.objects(studies).forEach(object -> script.arrives(object, BEGIN));
    }

    private void awaitResults(int count) throws Exception {
        Wait.until(count + " have their results", () -> job.ends().results().size() == count);
    }

    private void awaitWindows(String what, Predicate<List<LatencyWindow>> there) throws Exception {
        Wait.until(
                what,
                () -> there.test(job.ends().windows().records()),
                () -> job.ends().windows().records());
    }

    private static Duration sizeOf(LatencyWindow window) {
        return Duration.between(window.getWindowStart(), window.getWindowEnd());
    }

    private static long count(List<LatencyWindow> windows, Duration size, Stage stage) {
        return windows.stream()
                .filter(window -> sizeOf(window).equals(size) && window.getStage() == stage)
                .mapToLong(LatencyWindow::getCount)
                .sum();
    }

    @Test
    void addUpThroughLateRowsAndRestarts() throws Exception {
        job.models().hold("SLOW");
        land(HandMade.pairs("A", 19));
        land(List.of(HandMade.pair("slow", "SLOW")));
        RunningJob running =
                CLUSTER.start(job.in(TestCluster.environment(folder, Duration.ofMillis(200))));
        awaitResults(19);
        clock.advance(MINUTE.multipliedBy(2));
        awaitWindows(
                "the first minute is closed", rows -> count(rows, MINUTE, Stage.end_to_end) == 19);

        land(HandMade.pairs("B", 10));
        awaitResults(29);
        String savepoint = running.stopWithSavepoint(folder);
        clock.advance(MINUTE.multipliedBy(2));
        RunningJob resumed =
                CLUSTER.resume(
                        job.in(TestCluster.environment(folder, Duration.ofMillis(200))), savepoint);
        awaitWindows(
                "a minute that was open at the stop is closed",
                rows -> count(rows, MINUTE, Stage.end_to_end) == 29);

        // Its first stages ended minutes ago; they are told of with its verdict.
        job.models().release("SLOW");
        awaitResults(30);
        clock.advance(MINUTE.multipliedBy(2));
        awaitWindows(
                "late rows are told of",
                rows ->
                        count(rows, MINUTE, Stage.end_to_end) == 30
                                && count(rows, MINUTE, Stage.fetch_sidecar) == 30);
        clock.advance(HOUR.multipliedBy(2));
        awaitWindows("the hour is closed", rows -> count(rows, HOUR, Stage.end_to_end) == 30);

        // What comes for an hour that is closed makes a further row of it; the end closes all.
        land(HandMade.pairs("C", 5));
        awaitResults(35);
        script.ends();
        resumed.awaitEnd();

        Map<String, Sum> events = new TreeMap<>();
        job.ends().telemetry().records().stream()
                .filter(event -> event.getStatus() != Status.waiting)
                .forEach(event -> sum(events, event).add(event));
        assertThat(events).hasSizeGreaterThanOrEqualTo(12);
        checkSums(events, MINUTE);
        checkSums(events, HOUR);
        assertThat(job.ends().windows().records())
                .extracting(WindowsTopologyTest::sizeOf)
                .containsOnly(MINUTE, HOUR);
    }

    private void checkSums(Map<String, Sum> events, Duration size) {
        Map<String, Sum> rows = new TreeMap<>();
        for (LatencyWindow window : job.ends().windows().records()) {
            if (sizeOf(window).equals(size)) {
                rows.computeIfAbsent(key(window.getStage(), window.getModel()), key -> new Sum())
                        .add(window);
            }
        }
        assertThat(rows.keySet()).isEqualTo(events.keySet());
        rows.forEach((key, sum) -> sum.isTheSameAs(events.get(key), size + " of " + key));
    }

    private static Sum sum(Map<String, Sum> sums, TelemetryEvent event) {
        return sums.computeIfAbsent(key(event.getStage(), event.getModel()), key -> new Sum());
    }

    private static String key(Stage stage, ModelUse model) {
        return stage + (model == null ? "" : "/" + model.getName());
    }

    private static final class Sum {

        private final Map<Status, Long> counts = new HashMap<>();
        private long count;
        private double sumMs;
        private double minMs = Double.MAX_VALUE;
        private double maxMs = -Double.MAX_VALUE;

        void add(TelemetryEvent event) {
            counts.merge(event.getStatus(), 1L, Long::sum);
            count++;
            sumMs += event.getLatencyMs();
            minMs = Math.min(minMs, event.getLatencyMs());
            maxMs = Math.max(maxMs, event.getLatencyMs());
        }

        void add(LatencyWindow window) {
            if (window.getSuccess() > 0) {
                counts.merge(Status.success, window.getSuccess(), Long::sum);
            }
            count += window.getCount();
            sumMs += window.getSumMs();
            minMs = Math.min(minMs, window.getMinMs());
            maxMs = Math.max(maxMs, window.getMaxMs());
            double median = LatencySketch.of(window.getSketch()).valueAt(0.5);
            assertThat(median).isBetween(window.getMinMs(), window.getMaxMs());
            long sizeMs = sizeOf(window).toMillis();
            assertThat(window.getWindowStart().toEpochMilli() % sizeMs).isZero();
        }

        void isTheSameAs(Sum other, String what) {
            assertThat(count).as(what).isEqualTo(other.count);
            assertThat(counts).as(what).isEqualTo(other.counts);
            assertThat(sumMs).as(what).isCloseTo(other.sumMs, within(0.001));
            assertThat(minMs).as(what).isEqualTo(other.minMs);
            assertThat(maxMs).as(what).isEqualTo(other.maxMs);
        }
    }
}
