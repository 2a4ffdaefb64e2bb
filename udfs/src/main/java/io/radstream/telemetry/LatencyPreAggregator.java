package io.radstream.telemetry;

import io.radstream.record.LatencyWindow;
import io.radstream.record.Status;
import io.radstream.record.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gathers latencies in memory, ahead of the keyed windows, so that those merge a sketch a second
 * rather than a row: the state backend would serialise a digest for each. Holds no state: it hands
 * everything on before each barrier, and holds watermarks back until what lies before them has been
 * handed on.
 */
public final class LatencyPreAggregator extends AbstractStreamOperator<LatencyWindow>
        implements OneInputStreamOperator<TelemetryEvent, LatencyWindow>,
                BoundedOneInput,
                ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);

    private final Duration windowSize;
    private transient Map<String, Latencies> gathering;
    private transient Watermark heldBack;

    /** The size of the windows in which the latencies will end. */
    public LatencyPreAggregator(Duration windowSize) {
        this.windowSize = windowSize;
    }

    @Override
    public void open() throws Exception {
        super.open();
        gathering = new LinkedHashMap<>();
        scheduleFlush();
    }

    @Override
    public void processElement(StreamRecord<TelemetryEvent> element) {
        TelemetryEvent event = element.getValue();
        if (event.getStatus() == Status.waiting) {
            return;
        }
        Instant start = Latencies.startOf(event.getTimestamp(), windowSize);
        gathering
                .computeIfAbsent(
                        LatencyWindows.key(start, event.getStage(), event.getModel()),
                        key -> new Latencies(start, windowSize, event.getStage(), event.getModel()))
                .add(event);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        heldBack = watermark;
        if (watermark.equals(Watermark.MAX_WATERMARK)) {
            flush();
        }
    }

    @Override
    public void onProcessingTime(long time) throws Exception {
        flush();
        scheduleFlush();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        handOn();
    }

    @Override
    public void endInput() {
        handOn();
    }

    private void scheduleFlush() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        ScheduledFuture<?> unused =
                getProcessingTimeService().registerTimer(now + FLUSH_EVERY.toMillis(), this);
    }

    private void flush() throws Exception {
        handOn();
        if (heldBack != null) {
            Watermark watermark = heldBack;
            heldBack = null;
            super.processWatermark(watermark);
        }
    }

    private void handOn() {
        gathering.values().forEach(part -> output.collect(new StreamRecord<>(part.window())));
        gathering.clear();
    }
}
