package io.radstream.telemetry;

import io.radstream.record.LatencyWindow;
import io.radstream.record.ModelUse;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import io.radstream.record.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;

/** The latencies of one stage, model and window, as they gather. */
final class Latencies {

    private final Instant windowStart;
    private final Instant windowEnd;
    private final Stage stage;
    private final ModelUse model;
    private final LatencySketch sketch = LatencySketch.empty();
    private long count;
    private long success;
    private long failed;
    private long errors;
    private double minMs = Double.POSITIVE_INFINITY;
    private double maxMs = Double.NEGATIVE_INFINITY;
    private double sumMs;

    Latencies(Instant windowStart, Duration size, Stage stage, ModelUse model) {
        this.windowStart = windowStart;
        this.windowEnd = windowStart.plus(size);
        this.stage = stage;
        this.model = model;
    }

    /** The start of the window of this size in which the time lies. */
    static Instant startOf(Instant time, Duration size) {
        long sizeMs = size.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), sizeMs) * sizeMs);
    }

    void add(TelemetryEvent event) {
        double latencyMs = event.getLatencyMs();
        count++;
        success += event.getStatus() == Status.success ? 1 : 0;
        failed += event.getStatus() == Status.failed ? 1 : 0;
        errors += event.getStatus() == Status.error ? 1 : 0;
        minMs = Math.min(minMs, latencyMs);
        maxMs = Math.max(maxMs, latencyMs);
        sumMs += latencyMs;
        sketch.add(latencyMs);
    }

    void add(LatencyWindow part) {
        count += part.getCount();
        success += part.getSuccess();
        failed += part.getFailed();
        errors += part.getError();
        minMs = Math.min(minMs, part.getMinMs());
        maxMs = Math.max(maxMs, part.getMaxMs());
        sumMs += part.getSumMs();
        sketch.merge(LatencySketch.of(part.getSketch()));
    }

    LatencyWindow window() {
        return new LatencyWindow(
                windowStart,
                windowEnd,
                stage,
                model,
                count,
                success,
                failed,
                errors,
                minMs,
                maxMs,
                sumMs,
                sketch.serialize());
    }
}
