package io.radstream.event;

import io.radstream.event.EventDecoder.Decoded;
import io.radstream.record.EventOrigin;
import io.radstream.record.MetricNames;
import io.radstream.record.ObjectCreated;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.record.RejectCounters;
import io.radstream.record.SideOutputs;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** The stream's records in, the objects that they tell of out; what cannot be used is rejected. */
public final class EventStep extends ProcessFunction<RawEvent, ObjectCreated> {

    private static final long serialVersionUID = 1L;

    private final Clock clock;
    private transient EventDecoder decoder;
    private transient Counter rejected;
    private transient RejectCounters rejects;

    /**
     * @param clock stamps the rejects; serializable
     */
    public EventStep(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new EventDecoder();
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        rejected = MetricNames.in(metrics).counter(MetricNames.EVENTS_REJECTED);
        rejects = new RejectCounters(metrics);
    }

    @Override
    public void processElement(RawEvent event, Context context, Collector<ObjectCreated> out) {
        byte[] payload = bytes(event.getPayload());
        Decoded decoded = decoder.decode(payload, event.getArrivedAt(), event.getReplay());
        if (decoded.object().isPresent()) {
            out.collect(decoded.object().get());
        } else {
            rejected.inc();
            Reject reject = reject(event, payload, decoded);
            rejects.count(reject);
            context.output(SideOutputs.REJECTS, reject);
        }
    }

    private Reject reject(RawEvent event, byte[] payload, Decoded decoded) {
        return Reject.newBuilder()
                .setOrigin(
                        new EventOrigin(
                                event.getShard(),
                                event.getSequenceNumber(),
                                (long) payload.length,
                                sha256(payload)))
                .setStage("event")
                .setCode(decoded.code())
                .setMessage(decoded.message())
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .setReplay(event.getReplay())
                .build();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return String.format("%064x", new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
