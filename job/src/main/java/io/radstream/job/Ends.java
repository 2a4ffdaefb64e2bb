package io.radstream.job;

import io.radstream.record.LatencyWindow;
import io.radstream.record.PublishedResult;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.record.TelemetryEvent;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the topology begins and ends: what differs between a laptop, a test and the cloud. */
public interface Ends {

    /**
     * The image events, with the time of their arrival as event time and watermarks that follow
     * what has been read.
     */
    DataStream<RawEvent> events(StreamExecutionEnvironment environment);

    /** Takes the results that have been stored, each version once. */
    void results(DataStream<PublishedResult> results);

    /** Takes what ended without a result, each version once. */
    void rejects(DataStream<Reject> rejects);

    /** Takes the stages that ended, or wait. */
    void telemetry(DataStream<TelemetryEvent> telemetry);

    /** Takes the latency windows, those of a minute and those of an hour. */
    void latencyWindows(DataStream<LatencyWindow> windows);
}
