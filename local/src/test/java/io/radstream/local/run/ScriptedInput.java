package io.radstream.local.run;

import io.radstream.job.Uids;
import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.ScriptedSource;
import io.radstream.job.fixture.Shared;
import io.radstream.record.RawEvent;
import io.radstream.storage.ObjectStores;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Scripted events in place of a folder's, so many a second. */
final class ScriptedInput implements RunInput {

    private final Shared<Script> script;
    private final Shared<FakeBucket> bucket;
    private final int eventsPerSecond;

    ScriptedInput(Script script, FakeBucket bucket, int eventsPerSecond) {
        this.script = Shared.of(script);
        this.bucket = Shared.of(bucket);
        this.eventsPerSecond = eventsPerSecond;
    }

    @Override
    public Function<StreamExecutionEnvironment, DataStream<RawEvent>> events(
            Instant runBegan, EndOfRun end) {
        return environment ->
                ScriptedSource.in(environment, script, Uids.SOURCE)
                        .map(new Paced(TimeUnit.SECONDS.toNanos(1) / eventsPerSecond))
                        .name("paced")
                        .uid("paced")
                        .setParallelism(1);
    }

    @Override
    public ObjectStores objects() {
        return FakeBucket.open(bucket);
    }

    /** Holds the source back, as a stream's limits would. */
    private static final class Paced implements MapFunction<RawEvent, RawEvent> {

        private static final long serialVersionUID = 1L;

        private final long pauseNs;

        Paced(long pauseNs) {
            this.pauseNs = pauseNs;
        }

        @Override
        public RawEvent map(RawEvent event) {
            LockSupport.parkNanos(pauseNs);
            return event;
        }
    }
}
