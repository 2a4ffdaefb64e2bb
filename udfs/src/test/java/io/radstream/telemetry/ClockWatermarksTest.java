package io.radstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.record.TelemetryEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.operators.TimestampsAndWatermarksOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ClockWatermarksTest {

    private static final Duration LAG = Duration.ofSeconds(10);
    private static final long START_MS = ManualClock.START.toEpochMilli();

    private final ManualClock clock = new ManualClock();
    private OneInputStreamOperatorTestHarness<TelemetryEvent, TelemetryEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new TimestampsAndWatermarksOperator<>(
                                ClockWatermarks.strategy(LAG, clock), true));
        harness.getExecutionConfig().setAutoWatermarkInterval(200);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void pass(Duration time) throws Exception {
        clock.advance(time);
        harness.setProcessingTime(harness.getProcessingTime() + 200);
    }

    private List<Long> watermarks() {
        return harness.getOutput().stream()
                .filter(Watermark.class::isInstance)
                .map(watermark -> ((Watermark) watermark).getTimestamp())
                .toList();
    }

    @Test
    void stampsAnEventWithItsStagesEnd() throws Exception {
        harness.processElement(new StreamRecord<>(Events.at(ManualClock.START.minusMillis(7), 1)));

        assertThat(harness.extractOutputStreamRecords().get(0).getTimestamp())
                .isEqualTo(START_MS - 7);
    }

    /** Windows close on an idle stream too. */
    @Test
    void moveOnWithoutEvents() throws Exception {
        pass(Duration.ofSeconds(60));
        pass(Duration.ofSeconds(1));

        assertThat(watermarks())
                .containsExactly(
                        START_MS + 60_000 - LAG.toMillis(), START_MS + 61_000 - LAG.toMillis());
    }

    @Test
    void doNotFollowAnEventThatIsAhead() throws Exception {
        harness.processElement(
                new StreamRecord<>(Events.at(ManualClock.START.plusSeconds(3600), 1)));
        pass(Duration.ZERO);

        assertThat(watermarks()).containsExactly(START_MS - LAG.toMillis());
    }

    @Test
    void neverGoBackWithTheClock() throws Exception {
        pass(Duration.ofSeconds(60));
        pass(Duration.ofSeconds(-30));

        assertThat(watermarks()).hasSize(1);
    }
}
