package io.radstream.local.run;

import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.record.RawEvent;
import io.radstream.storage.ObjectStores;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The plan's folder of images. */
final class FolderInput implements RunInput {

    private final RunPlan plan;

    FolderInput(RunPlan plan) {
        this.plan = plan;
    }

    @Override
    public Function<StreamExecutionEnvironment, DataStream<RawEvent>> events(
            Instant runBegan, EndOfRun end) {
        return new FolderEvents(
                plan.images(),
                plan.once() ? Optional.of(end) : Optional.empty(),
                runBegan,
                plan.eventsPerSecond(),
                plan.otherEvents());
    }

    @Override
    public ObjectStores objects() {
        return LocalJob.imagesIn(plan.images());
    }
}
