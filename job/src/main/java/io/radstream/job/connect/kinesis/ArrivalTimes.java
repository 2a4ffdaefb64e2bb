package io.radstream.job.connect.kinesis;

import io.radstream.record.RawEvent;
import org.apache.flink.streaming.api.functions.AssignerWithPeriodicWatermarks;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * An event's time is its arrival. The connector asks for watermarks only where it has an assigner.
 */
@SuppressWarnings("deprecation") // What the connector takes.
final class ArrivalTimes implements AssignerWithPeriodicWatermarks<RawEvent> {

    private static final long serialVersionUID = 1L;

    @Override
    public long extractTimestamp(RawEvent event, long previousMs) {
        return event.getArrivedAt().toEpochMilli();
    }

    /** None: {@link ReadProgress} knows better. */
    @Override
    public Watermark getCurrentWatermark() {
        return null;
    }
}
