package io.radstream.job;

import io.radstream.priors.PriorsStep;
import io.radstream.record.DescribedStudy;
import io.radstream.record.LatencyWindow;
import io.radstream.record.ObjectCreated;
import io.radstream.record.PairedStudy;
import io.radstream.record.PublishedResult;
import io.radstream.record.RawEvent;
import io.radstream.record.StudyResult;
import io.radstream.record.TelemetryEvent;
import io.radstream.record.Verdict;
import io.radstream.telemetry.LatencyWindows;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * The job, as the picture in docs/architecture.md has it: one line from event to stored result;
 * rejects and telemetry leave at every step.
 */
public final class Topology {

    private static final long NO_TIMEOUT = 0;

    /**
     * Of any job that is to be restored with another parallelism: part of its state, never changed.
     */
    private static final int MAX_PARALLELISM = 128;

    private final Steps steps;
    private final Ends ends;
    private final Branches branches = new Branches();

    /** The steps, and what is before and behind them. */
    public Topology(Steps steps, Ends ends) {
        this.steps = steps;
        this.ends = ends;
    }

    /** Adds the job to the environment. */
    public void build(StreamExecutionEnvironment environment) {
        environment.configure(
                new Configuration()
                        .set(PipelineOptions.GENERIC_TYPES, false)
                        .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                        .set(PipelineOptions.OBJECT_REUSE, true)
                        .set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM));

        DataStream<RawEvent> events = ends.events(environment);
        DataStream<ObjectCreated> objects = decode(events);
        DataStream<PairedStudy> paired = pair(objects);
        DataStream<DescribedStudy> described = describe(paired);
        DataStream<DescribedStudy> withPriors = lookBack(described);
        DataStream<StudyResult> finished = infer(withPriors);
        DataStream<PublishedResult> published = store(finished);

        ends.results(published);
        ends.rejects(branches.rejects());
        ends.telemetry(branches.telemetry());
        ends.latencyWindows(latencies(branches.telemetry()));
    }

    private DataStream<ObjectCreated> decode(DataStream<RawEvent> events) {
        return branches.of(events.process(steps.event()).name("event").uid(Uids.EVENT));
    }

    private DataStream<PairedStudy> pair(DataStream<ObjectCreated> objects) {
        return branches.of(
                objects.keyBy(ObjectCreated::getStudyId)
                        .process(steps.study())
                        .name("study")
                        .uid(Uids.STUDY));
    }

    private DataStream<DescribedStudy> describe(DataStream<PairedStudy> paired) {
        // An async step keeps the order between watermarks: one slow study would hold all later
        // ones back.
        DataStream<PairedStudy> timeless =
                paired.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks())
                        .name("no watermarks")
                        .uid(Uids.STUDY_WATERMARKS);
        SingleOutputStreamOperator<Verdict> verdicts =
                async(timeless, steps.sidecar(), steps.settings().asyncCapacity())
                        .name("sidecar")
                        .uid(Uids.SIDECAR);
        return fork(verdicts, DescribedStudy.class, Uids.SIDECAR_VERDICT);
    }

    private DataStream<DescribedStudy> lookBack(DataStream<DescribedStudy> described) {
        return described
                .keyBy(PriorsStep::key)
                .process(steps.priors())
                .name("priors")
                .uid(Uids.PRIORS);
    }

    private DataStream<StudyResult> infer(DataStream<DescribedStudy> studies) {
        SingleOutputStreamOperator<Verdict> verdicts =
                async(studies, steps.inference(), steps.settings().asyncCapacity())
                        .name("inference")
                        .uid(Uids.INFERENCE);
        return fork(verdicts, StudyResult.class, Uids.INFERENCE_VERDICT);
    }

    private DataStream<PublishedResult> store(DataStream<StudyResult> finished) {
        DataStream<StudyResult> newest =
                branches.of(
                        finished.keyBy(result -> result.getStudy().getStudyId())
                                .process(steps.overtakingGuard())
                                .name("overtaking guard")
                                .uid(Uids.OVERTAKING_GUARD));
        SingleOutputStreamOperator<Verdict> verdicts =
                async(newest, steps.store(), steps.settings().storeCapacity())
                        .name("store")
                        .uid(Uids.STORE);
        return fork(verdicts, PublishedResult.class, Uids.STORE_VERDICT);
    }

    private DataStream<LatencyWindow> latencies(DataStream<TelemetryEvent> telemetry) {
        DataStream<LatencyWindow> parts =
                telemetry
                        .assignTimestampsAndWatermarks(steps.telemetryWatermarks())
                        .name("telemetry watermarks")
                        .uid(Uids.TELEMETRY_WATERMARKS)
                        .transform(
                                "latency pre-aggregation",
                                TypeInformation.of(LatencyWindow.class),
                                steps.latencyPreAggregation())
                        .uid(Uids.LATENCY_PRE_AGGREGATION);
        DataStream<LatencyWindow> minutes =
                merge(parts, steps.latencyMinutes(), "latency minutes", Uids.LATENCY_MINUTES);
        DataStream<LatencyWindow> hours =
                merge(minutes, steps.latencyHours(), "latency hours", Uids.LATENCY_HOURS);
        return minutes.union(hours);
    }

    private static DataStream<LatencyWindow> merge(
            DataStream<LatencyWindow> parts, LatencyWindows windows, String name, String uid) {
        return parts.keyBy(windows::key).process(windows).name(name).uid(uid);
    }

    /**
     * Never full, never timed out: each future ends by its own logic, and a full step would let no
     * barrier pass.
     */
    private static <T> SingleOutputStreamOperator<Verdict> async(
            DataStream<T> in, RichAsyncFunction<T, Verdict> step, int capacity) {
        return AsyncDataStream.unorderedWait(in, step, NO_TIMEOUT, TimeUnit.MILLISECONDS, capacity);
    }

    private <T extends SpecificRecord> DataStream<T> fork(
            SingleOutputStreamOperator<Verdict> verdicts, Class<T> passed, String uid) {
        return branches.of(
                verdicts.process(new VerdictFork<>(passed), TypeInformation.of(passed))
                        .name(uid.replace('-', ' '))
                        .uid(uid));
    }
}
