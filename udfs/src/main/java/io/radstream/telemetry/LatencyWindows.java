package io.radstream.telemetry;

import io.radstream.record.LatencyWindow;
import io.radstream.record.ModelUse;
import io.radstream.record.Stage;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Parts of windows in, keyed by {@link #key(LatencyWindow)}; windows out once event time has passed
 * their end. What comes later makes a further row of the same window, with counts and a sketch of
 * its own: rows add up, none is lost and none is ever changed.
 */
public final class LatencyWindows
        extends KeyedProcessFunction<String, LatencyWindow, LatencyWindow> {

    private static final long serialVersionUID = 1L;

    private final Duration size;
    private final Duration ttl;
    private transient ValueState<LatencyWindow> windows;

    /**
     * @param size the windows' size; the parts' a divisor of it
     * @param ttl longer than a window can be open
     */
    public LatencyWindows(Duration size, Duration ttl) {
        this.size = size;
        this.ttl = ttl;
    }

    /** The window and what it is about; for parts of any size. */
    public String key(LatencyWindow part) {
        return key(
                Latencies.startOf(part.getWindowStart(), size), part.getStage(), part.getModel());
    }

    static String key(Instant start, Stage stage, ModelUse model) {
        String about = start.toEpochMilli() + "/" + stage;
        return model == null
                ? about
                : String.join(
                        "/",
                        about,
                        model.getName(),
                        model.getVersion(),
                        model.getDigest(),
                        model.getArm());
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<LatencyWindow> descriptor =
                new ValueStateDescriptor<>("window", LatencyWindow.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
        windows = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement(LatencyWindow part, Context context, Collector<LatencyWindow> out)
            throws Exception {
        Instant start = Latencies.startOf(part.getWindowStart(), size);
        Latencies latencies = new Latencies(start, size, part.getStage(), part.getModel());
        LatencyWindow before = windows.value();
        if (before != null) {
            latencies.add(before);
        }
        latencies.add(part);
        LatencyWindow window = latencies.window();
        windows.update(window);
        context.timerService().registerEventTimeTimer(window.getWindowEnd().toEpochMilli());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<LatencyWindow> out)
            throws Exception {
        LatencyWindow window = windows.value();
        if (window != null) {
            out.collect(window);
            windows.clear();
        }
    }
}
