package io.radstream.job.connect.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.record.RawEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** What a reader emits: events and watermarks in one line. */
final class CollectingOutput implements ReaderOutput<RawEvent> {

    private final List<Object> all = new ArrayList<>();

    /** Keys and watermarks, in order. */
    List<Object> all() {
        return all;
    }

    /** The keys of the events, in order. */
    List<String> keys() {
        return events().stream()
                .map(event -> envelope(event).at("/detail/object/key").textValue())
                .toList();
    }

    /** The sequencers of the events, in order. */
    List<String> sequencers() {
        return events().stream()
                .map(event -> envelope(event).at("/detail/object/sequencer").textValue())
                .toList();
    }

    List<RawEvent> events() {
        return all.stream().filter(RawEvent.class::isInstance).map(RawEvent.class::cast).toList();
    }

    List<Long> watermarks() {
        return all.stream().filter(Long.class::isInstance).map(Long.class::cast).toList();
    }

    static JsonNode envelope(RawEvent event) {
        ByteBuffer payload = event.getPayload().duplicate();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void collect(RawEvent event) {
        throw new AssertionError("an event needs its time");
    }

    @Override
    public void collect(RawEvent event, long timestamp) {
        if (timestamp != event.getArrivedAt().toEpochMilli()) {
            throw new AssertionError("expected the arrival as event time, came " + timestamp);
        }
        watermarks().stream()
                .filter(watermark -> watermark >= timestamp)
                .findAny()
                .ifPresent(
                        watermark -> {
                            throw new AssertionError("a late event: " + event + watermark);
                        });
        all.add(event);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
        all.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<RawEvent> createOutputForSplit(String split) {
        return this;
    }

    @Override
    public void releaseOutputForSplit(String split) {}
}
