package io.radstream.local.run;

import io.radstream.job.Uids;
import io.radstream.job.connect.directory.DirectorySource;
import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.record.RawEvent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The events of a folder of images, and others beside them. */
final class FolderEvents implements Function<StreamExecutionEnvironment, DataStream<RawEvent>> {

    private static final String BUCKET = "local";

    private final DirectorySource source;
    private final List<byte[]> others;

    /**
     * @param once where to end when all files that are there have been read
     * @param runBegan when the run began for the first time
     * @param eventsPerSecond 0 for as many as there are
     * @param others payloads that come beside the folder's own events
     */
    FolderEvents(
            Path images,
            Optional<EndOfRun> once,
            Instant runBegan,
            double eventsPerSecond,
            List<byte[]> others) {
        this.source =
                new DirectorySource(
                        images, BUCKET, once, runBegan, eventsPerSecond, Clock.systemUTC());
        this.others = List.copyOf(others);
    }

    @Override
    public DataStream<RawEvent> apply(StreamExecutionEnvironment environment) {
        DataStream<RawEvent> events =
                environment
                        .fromSource(source, WatermarkStrategy.noWatermarks(), "images")
                        .uid(Uids.SOURCE)
                        .setParallelism(1);
        if (others.isEmpty()) {
            return events;
        }
        return events.union(
                environment
                        .fromData(rawEvents(), TypeInformation.of(RawEvent.class))
                        .name("other events")
                        .uid("local-other-events"));
    }

    private List<RawEvent> rawEvents() {
        List<RawEvent> events = new ArrayList<>();
        for (byte[] payload : others) {
            events.add(
                    RawEvent.newBuilder()
                            .setPayload(ByteBuffer.wrap(payload))
                            .setShard("others")
                            .setSequenceNumber(String.valueOf(events.size()))
                            .setArrivedAt(
                                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS))
                            .build());
        }
        return events;
    }
}
