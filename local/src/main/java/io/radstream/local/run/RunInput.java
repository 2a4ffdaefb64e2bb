package io.radstream.local.run;

import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.record.RawEvent;
import io.radstream.storage.ObjectStores;
import java.time.Instant;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What a run reads: events, and the objects that they tell of. */
interface RunInput {

    /**
     * The image events.
     *
     * @param runBegan when the run began for the first time
     * @param end tells a source that is to end when all that it has read has ended
     */
    Function<StreamExecutionEnvironment, DataStream<RawEvent>> events(
            Instant runBegan, EndOfRun end);

    /** Where images and sidecars are. */
    ObjectStores objects();
}
