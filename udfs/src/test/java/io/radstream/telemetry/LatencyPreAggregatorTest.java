package io.radstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Records;
import io.radstream.record.LatencyWindow;
import io.radstream.record.ModelUse;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import io.radstream.record.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LatencyPreAggregatorTest {

    private static final Instant MINUTE = Instant.parse("2026-03-04T05:06:00Z");

    private OneInputStreamOperatorTestHarness<TelemetryEvent, LatencyWindow> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new LatencyPreAggregator(Duration.ofMinutes(1)));
        harness.setProcessingTime(0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void add(TelemetryEvent event) throws Exception {
        harness.processElement(event, event.getTimestamp().toEpochMilli());
    }

    private List<LatencyWindow> parts() {
        return harness.extractOutputValues();
    }

    @Test
    void gathersForASecond() throws Exception {
        add(Events.at(MINUTE.plusSeconds(1), 10));
        add(Events.at(MINUTE.plusSeconds(2), 30));
        harness.setProcessingTime(999);
        assertThat(parts()).isEmpty();

        harness.setProcessingTime(1000);

        assertThat(parts()).hasSize(1);
        assertThat(parts().get(0).getWindowStart()).isEqualTo(MINUTE);
        assertThat(parts().get(0).getCount()).isEqualTo(2);
        assertThat(parts().get(0).getSumMs()).isEqualTo(40);
    }

    @Test
    void beginsAnewEachSecond() throws Exception {
        add(Events.at(MINUTE, 10));
        harness.setProcessingTime(1000);
        harness.setProcessingTime(2000);
        add(Events.at(MINUTE, 20));
        harness.setProcessingTime(3000);

        assertThat(parts()).extracting(LatencyWindow::getSumMs).containsExactly(10d, 20d);
    }

    @Test
    void keepsStagesModelsAndMinutesApart() throws Exception {
        ModelUse one = Records.model("one");
        ModelUse other = Records.model("other");
        add(Events.of(MINUTE, Stage.inference, Status.success, 1, one));
        add(Events.of(MINUTE, Stage.inference, Status.success, 2, one));
        add(Events.of(MINUTE, Stage.inference, Status.success, 3, other));
        add(Events.of(MINUTE, Stage.admit, Status.success, 4, null));
        add(Events.of(MINUTE.plusSeconds(60), Stage.admit, Status.success, 5, null));
        harness.setProcessingTime(1000);

        assertThat(parts()).extracting(LatencyWindow::getSumMs).containsExactly(3d, 3d, 4d, 5d);
        assertThat(parts().get(0).getModel()).isEqualTo(one);
        assertThat(parts().get(3).getWindowStart()).isEqualTo(MINUTE.plusSeconds(60));
    }

    @Test
    void countsNoStageThatStillWaits() throws Exception {
        add(Events.of(MINUTE, Stage.pair, Status.waiting, 10_000, null));
        harness.setProcessingTime(1000);

        assertThat(parts()).isEmpty();
    }

    /** It keeps no state: what it holds has to lie before the barrier. */
    @Test
    void handsAllOnBeforeABarrier() throws Exception {
        add(Events.at(MINUTE, 10));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(parts()).hasSize(1);
        harness.snapshot(1, 1);

        harness.setProcessingTime(1000);
        assertThat(parts()).as("not again").hasSize(1);
    }

    /** A window that closed before its parts have come would make a row too many. */
    @Test
    void holdsAWatermarkBackBehindWhatLiesBeforeIt() throws Exception {
        add(Events.at(MINUTE, 10));
        harness.processWatermark(MINUTE.plusSeconds(30).toEpochMilli());
        harness.processWatermark(MINUTE.plusSeconds(60).toEpochMilli());
        harness.prepareSnapshotPreBarrier(1);
        assertThat(harness.getOutput()).noneMatch(Watermark.class::isInstance);

        harness.setProcessingTime(1000);

        assertThat(harness.getOutput())
                .hasSize(2)
                .last()
                .isEqualTo(new Watermark(MINUTE.plusSeconds(60).toEpochMilli()));
        assertThat(harness.getOutput().peek()).isInstanceOf(StreamRecord.class);
    }

    @Test
    void passesAWatermarkOnOnce() throws Exception {
        harness.processWatermark(MINUTE.toEpochMilli());
        harness.setProcessingTime(1000);
        harness.setProcessingTime(2000);

        assertThat(harness.getOutput()).hasSize(1);
    }

    @Test
    void holdsNothingBackAtTheEndOfTheInput() throws Exception {
        add(Events.at(MINUTE, 10));
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(parts()).hasSize(1);
        assertThat(harness.getOutput()).last().isEqualTo(Watermark.MAX_WATERMARK);

        add(Events.at(MINUTE, 20));
        harness.endInput();
        assertThat(parts()).hasSize(2);
    }
}
