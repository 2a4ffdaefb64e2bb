package io.radstream.bench;

import io.radstream.job.Ends;
import io.radstream.job.Uids;
import io.radstream.job.fixture.Shared;
import io.radstream.record.LatencyWindow;
import io.radstream.record.PublishedResult;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.record.TelemetryEvent;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A workload goes in as fast as it is taken; what comes out is counted and forgotten. */
final class BenchEnds implements Ends {

    /** More than any run reads. */
    private static final long EVENTS_A_SUBTASK = 1L << 40;

    /**
     * How much faster than the clock arrivals follow each other in their own time. A half that
     * waits is told of 10 s after its arrival; so 0.1 s after it, and in every measurement alike.
     * No latency means anything here: arrivals are ahead of the clock.
     */
    private static final long HASTE = 100;

    private final Workload workload;
    private final long begunMs = System.currentTimeMillis();
    private final Shared<LongAdder> read = Shared.of(new LongAdder());
    private final Shared<LongAdder> published = Shared.of(new LongAdder());
    private final Shared<LongAdder> told = Shared.of(new LongAdder());

    BenchEnds(Workload workload) {
        this.workload = workload;
    }

    /** How many events have been read. */
    long read() {
        return read.get().sum();
    }

    /** How many results have been stored. */
    long published() {
        return published.get().sum();
    }

    /** How many stages have ended. */
    long told() {
        return told.get().sum();
    }

    @Override
    public DataStream<RawEvent> events(StreamExecutionEnvironment environment) {
        int parallelism = environment.getParallelism();
        Workload events = workload;
        long begun = begunMs;
        Shared<LongAdder> counter = read;
        return environment
                .fromSequence(0, EVENTS_A_SUBTASK * parallelism - 1)
                .name("numbers")
                .uid(Uids.SOURCE)
                .map(
                        number -> {
                            counter.get().increment();
                            // Each subtask counts a range of its own; together they count on.
                            long inTurn =
                                    number % EVENTS_A_SUBTASK * parallelism
                                            + number / EVENTS_A_SUBTASK;
                            long sinceMs = System.currentTimeMillis() - begun;
                            return events.event(inTurn, begun + sinceMs * HASTE);
                        },
                        TypeInformation.of(RawEvent.class))
                .name("events")
                .uid("events")
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<RawEvent>forMonotonousTimestamps()
                                .withTimestampAssigner(
                                        (event, none) -> event.getArrivedAt().toEpochMilli()))
                .name("arrival")
                .uid("arrival");
    }

    @Override
    public void results(DataStream<PublishedResult> results) {
        discard(results, "results", published);
    }

    @Override
    public void rejects(DataStream<Reject> rejects) {
        discard(rejects, "rejects", Shared.of(new LongAdder()));
    }

    @Override
    public void telemetry(DataStream<TelemetryEvent> telemetry) {
        discard(telemetry, "telemetry", told);
    }

    @Override
    public void latencyWindows(DataStream<LatencyWindow> windows) {
        discard(windows, "latency-windows", Shared.of(new LongAdder()));
    }

    private static <T> void discard(DataStream<T> stream, String uid, Shared<LongAdder> counter) {
        stream.map(
                        element -> {
                            counter.get().increment();
                            return element;
                        },
                        stream.getType())
                .name("count " + uid)
                .uid("count-" + uid)
                .sinkTo(new DiscardingSink<>())
                .name("discard " + uid)
                .uid("discard-" + uid);
    }
}
