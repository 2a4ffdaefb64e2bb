package io.radstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Records;
import io.radstream.record.LatencyWindow;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LatencyWindowsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-03-04T05:00:00Z");

    private KeyedOneInputStreamOperatorTestHarness<String, LatencyWindow, LatencyWindow> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(MINUTE);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, LatencyWindow, LatencyWindow>
            harness(Duration size) throws Exception {
        LatencyWindows windows = new LatencyWindows(size, Duration.ofDays(7));
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(windows), windows::key, Types.STRING);
    }

    private static LatencyWindow part(Instant time, double... latenciesMs) {
        return part(time, Stage.fetch_image, latenciesMs);
    }

    private static LatencyWindow part(Instant time, Stage stage, double... latenciesMs) {
        Latencies latencies = new Latencies(Latencies.startOf(time, MINUTE), MINUTE, stage, null);
        for (double latencyMs : latenciesMs) {
            latencies.add(Events.of(time, stage, Status.success, latencyMs, null));
        }
        return latencies.window();
    }

    private void add(LatencyWindow part) throws Exception {
        harness.processElement(new StreamRecord<>(part));
    }

    private void moveTo(Instant time) throws Exception {
        harness.processWatermark(time.toEpochMilli());
    }

    private List<LatencyWindow> rows() {
        return harness.extractOutputValues();
    }

    @Test
    void mergesThePartsOfAWindow() throws Exception {
        add(part(START, 10, 20));
        add(part(START.plusSeconds(59), 60));
        moveTo(START.plusSeconds(60).minusMillis(1));
        assertThat(rows()).isEmpty();
        moveTo(START.plusSeconds(60));

        assertThat(rows()).hasSize(1);
        LatencyWindow row = rows().get(0);
        assertThat(row.getWindowStart()).isEqualTo(START);
        assertThat(row.getWindowEnd()).isEqualTo(START.plusSeconds(60));
        assertThat(row.getCount()).isEqualTo(3);
        assertThat(row.getSuccess()).isEqualTo(3);
        assertThat(row.getSumMs()).isEqualTo(90);
        assertThat(row.getMaxMs()).isEqualTo(60);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void makesARowForEachStage() throws Exception {
        add(part(START, Stage.admit, 10));
        add(part(START, Stage.inference, 20));
        moveTo(START.plusSeconds(60));

        assertThat(rows())
                .extracting(LatencyWindow::getStage)
                .containsExactlyInAnyOrder(Stage.admit, Stage.inference);
    }

    /** Late ones make a further row of what they alone hold: rows add up. */
    @Test
    void makesAFurtherRowOfWhatComesLate() throws Exception {
        add(part(START, 10, 20));
        moveTo(START.plusSeconds(60));
        add(part(START, 70));
        moveTo(START.plusSeconds(61));

        assertThat(rows()).extracting(LatencyWindow::getCount).containsExactly(2L, 1L);
        assertThat(rows()).extracting(LatencyWindow::getWindowStart).containsOnly(START);
        assertThat(LatencySketch.of(rows().get(1).getSketch()).valueAt(0.5)).isEqualTo(70);
    }

    @Test
    void goesOnWithAHalfFullWindowAfterARestore() throws Exception {
        add(part(START, 10));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(MINUTE);
        harness.initializeState(snapshot);
        harness.open();

        add(part(START, 30));
        moveTo(START.plusSeconds(60));

        assertThat(rows()).hasSize(1);
        assertThat(rows().get(0).getSumMs()).isEqualTo(40);
    }

    /** A window whose end has passed while the job was down ends with the first watermark. */
    @Test
    void endsAWindowThatIsOverAfterARestore() throws Exception {
        add(part(START, 10));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(MINUTE);
        harness.initializeState(snapshot);
        harness.open();

        moveTo(START.plus(HOUR));

        assertThat(rows()).hasSize(1);
    }

    @Test
    void endsAllAtTheEndOfTheInput() throws Exception {
        add(part(START, 10));
        moveTo(Instant.ofEpochMilli(Long.MAX_VALUE));

        assertThat(rows()).hasSize(1);
    }

    @Test
    void makesHoursOfMinutes() throws Exception {
        harness.close();
        harness = harness(HOUR);
        harness.open();
        add(part(START, 10));
        add(part(START.plusSeconds(59 * 60), 20));
        add(part(START.plusSeconds(60 * 60), 40));
        moveTo(START.plus(HOUR));
        moveTo(START.plus(HOUR).plus(HOUR));

        assertThat(rows())
                .extracting(LatencyWindow::getWindowStart)
                .containsExactly(START, START.plus(HOUR));
        assertThat(rows()).extracting(LatencyWindow::getWindowEnd).contains(START.plus(HOUR));
        assertThat(rows()).extracting(LatencyWindow::getSumMs).containsExactly(30d, 40d);
    }

    @Test
    void keepsModelsApart() throws Exception {
        Instant start = START;
        String plain = LatencyWindows.key(start, Stage.inference, null);
        String stable = LatencyWindows.key(start, Stage.inference, Records.model("a"));

        assertThat(plain).isNotEqualTo(stable);
        assertThat(LatencyWindows.key(start, Stage.inference, Records.model("b")))
                .isNotEqualTo(stable);
    }

    /**
     * Through all three operators, with late events and restarts from a snapshot in between: every
     * event is counted once in the minutes and once in the hours.
     */
    @Test
    void countsEveryEventOnceHoweverRowsAreSplit() throws Exception {
        Random random = new Random(7);
        List<LatencyWindow> minutes = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int second = 0; second < 2 * 3600; second += 20) {
            Instant now = START.plusSeconds(second);
            List<Double> latencies = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                latencies.add(random.nextDouble() * 100);
            }
            Instant at = random.nextInt(10) == 0 ? now.minusSeconds(300) : now;
            add(part(at, latencies.stream().mapToDouble(Double::doubleValue).toArray()));
            all.addAll(latencies);
            moveTo(now.minusSeconds(10));
            if (random.nextInt(50) == 0) {
                minutes.addAll(rows());
                OperatorSubtaskState snapshot = harness.snapshot(second, second);
                harness.close();
                harness = harness(MINUTE);
                harness.initializeState(snapshot);
                harness.open();
            }
        }
        moveTo(Instant.ofEpochMilli(Long.MAX_VALUE));
        minutes.addAll(rows());
        harness.close();
        harness = harness(HOUR);
        harness.open();
        for (LatencyWindow row : minutes) {
            add(row);
            moveTo(row.getWindowEnd());
        }
        moveTo(Instant.ofEpochMilli(Long.MAX_VALUE));
        List<LatencyWindow> hours = rows();

        assertThat(totals(minutes)).isEqualTo(totals(hours));
        assertThat(minutes).as("some windows have further rows").hasSizeGreaterThan(125);
        for (List<LatencyWindow> level : List.of(minutes, hours)) {
            assertThat(level.stream().mapToLong(LatencyWindow::getCount).sum())
                    .isEqualTo(all.size());
            LatencySketch merged = LatencySketch.empty();
            level.forEach(row -> merged.merge(LatencySketch.of(row.getSketch())));
            double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double rank =
                    Arrays.stream(sorted).filter(x -> x < merged.valueAt(0.95)).count()
                            / (double) sorted.length;
            assertThat(rank).isBetween(0.945, 0.955);
        }
    }

    private static Map<Instant, Long> totals(List<LatencyWindow> rows) {
        Map<Instant, Long> byHour = new TreeMap<>();
        rows.forEach(
                row ->
                        byHour.merge(
                                Latencies.startOf(row.getWindowStart(), HOUR),
                                row.getCount(),
                                Long::sum));
        return byHour;
    }
}
