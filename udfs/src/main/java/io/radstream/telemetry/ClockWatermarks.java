package io.radstream.telemetry;

import io.radstream.record.TelemetryEvent;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Telemetry's event time: the clock at a stage's end. The watermark is the clock minus a lag,
 * whether events come or not, so that windows close on an idle stream too.
 */
public final class ClockWatermarks implements WatermarkGenerator<TelemetryEvent> {

    private final Duration allowedLag;
    private final Clock clock;

    private ClockWatermarks(Duration allowedLag, Clock clock) {
        this.allowedLag = allowedLag;
        this.clock = clock;
    }

    /**
     * The strategy to give to a stream of telemetry.
     *
     * @param allowedLag how long after its stage's end an event may come without making a further
     *     row of its window
     * @param clock serializable
     */
    public static WatermarkStrategy<TelemetryEvent> strategy(Duration allowedLag, Clock clock) {
        return WatermarkStrategy.<TelemetryEvent>forGenerator(
                        context -> new ClockWatermarks(allowedLag, clock))
                .withTimestampAssigner((event, before) -> event.getTimestamp().toEpochMilli());
    }

    @Override
    public void onEvent(TelemetryEvent event, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.emitWatermark(new Watermark(clock.millis() - allowedLag.toMillis()));
    }
}
