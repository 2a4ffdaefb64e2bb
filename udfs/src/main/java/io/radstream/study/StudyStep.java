package io.radstream.study;

import io.radstream.record.MetricNames;
import io.radstream.record.ObjectCreated;
import io.radstream.record.PairedStudy;
import io.radstream.record.RejectCounters;
import io.radstream.record.SideOutputs;
import io.radstream.record.StudyState;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;

/**
 * Objects in, keyed by study_id; study versions out, each a pair of references. {@link StudyJoin}
 * decides; this feeds it state and time.
 *
 * <p>Timers are in event time, which is the time of arrivals that have been read: after a long
 * downtime nobody is an orphan before the backlog is read, and at the end of a bounded input all
 * are.
 */
public final class StudyStep extends KeyedProcessFunction<String, ObjectCreated, PairedStudy> {

    static final String NAME = "study";

    private static final long serialVersionUID = 1L;

    /**
     * How long a half that waits is kept: longer than any stream keeps its events. It ends by its
     * timer and not by its age, also after a job that was down for days.
     */
    private static final Duration WAITING_TTL = Duration.ofDays(400);

    private final Duration patience;
    private final Duration ttl;
    private final boolean dropDuplicates;
    private final Clock clock;
    private transient StudyJoin join;
    private transient ValueState<StudyState> studies;
    private transient ValueState<StudyState> waiting;
    private transient Counter paired;
    private transient Counter rejected;
    private transient Counter duplicate;
    private transient Counter skewed;
    private transient RejectCounters rejects;

    /**
     * @param patience how long a half may wait for the other
     * @param ttl how long a study is remembered after its latest event, unless a half of it waits;
     *     longer than EventBridge's 24 h of retries
     * @param dropDuplicates false only in the control that proves that a test's ledger sees
     *     duplicates
     * @param clock serializable
     */
    public StudyStep(Duration patience, Duration ttl, boolean dropDuplicates, Clock clock) {
        this.patience = patience;
        this.ttl = ttl;
        this.dropDuplicates = dropDuplicates;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        join = new StudyJoin(patience, dropDuplicates, clock);
        studies = state("study", ttl);
        waiting = state("waiting", WAITING_TTL);
        MetricGroup metrics = MetricNames.in(getRuntimeContext().getMetricGroup());
        paired = metrics.counter(MetricNames.STUDIES_PAIRED);
        rejected = metrics.counter(MetricNames.STUDIES_REJECTED);
        duplicate = metrics.counter(MetricNames.EVENTS_DUPLICATE);
        skewed = metrics.counter(MetricNames.EVENTS_SKEWED);
        rejects = new RejectCounters(getRuntimeContext().getMetricGroup());
    }

    private ValueState<StudyState> state(String name, Duration timeToLive) {
        ValueStateDescriptor<StudyState> descriptor =
                new ValueStateDescriptor<>(name, StudyState.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(timeToLive).build());
        return getRuntimeContext().getState(descriptor);
    }

    private StudyState known() throws Exception {
        StudyState half = waiting.value();
        return half != null ? half : studies.value();
    }

    /** In one of the two states, so that a half that waits is written once. */
    private void remember(StudyState before, StudyState next) throws Exception {
        if (waits(next)) {
            waiting.update(next);
            if (before != null && !waits(before)) {
                studies.clear();
            }
        } else {
            studies.update(next);
            if (waits(before)) {
                waiting.clear();
            }
        }
    }

    @Override
    public void processElement(ObjectCreated created, Context context, Collector<PairedStudy> out)
            throws Exception {
        if (created.getObject().getEventAt().isAfter(created.getObject().getArrivedAt())) {
            skewed.inc();
        }
        StudyState before = known();
        JoinOutcome outcome = join.onObject(before, created);
        if (outcome.isDuplicate()) {
            duplicate.inc();
            return;
        }
        follow(before, outcome, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PairedStudy> out)
            throws Exception {
        StudyState before = known();
        if (before != null) {
            boolean inputEnded =
                    context.timerService().currentWatermark()
                            == Watermark.MAX_WATERMARK.getTimestamp();
            follow(
                    before,
                    join.onTime(before, context.getCurrentKey(), timestamp, inputEnded),
                    context,
                    out);
        }
    }

    private void follow(
            StudyState before, JoinOutcome outcome, Context context, Collector<PairedStudy> out)
            throws Exception {
        StudyState next = outcome.state();
        remember(before, next);
        moveTimer(context.timerService(), nextTimer(before), nextTimer(next));
        outcome.rejects()
                .forEach(
                        reject -> {
                            rejects.count(reject);
                            context.output(SideOutputs.REJECTS, reject);
                        });
        outcome.telemetry().forEach(event -> context.output(SideOutputs.TELEMETRY, event));
        rejected.inc(outcome.rejects().size());
        if (outcome.paired() != null) {
            paired.inc();
            out.collect(outcome.paired());
        }
    }

    /** False for null, a study that is not known. */
    private static boolean waits(StudyState study) {
        return study != null && study.getOrphanAtMs() > 0;
    }

    /** One timer a study: that of the orphan follows the one that tells; 0 where there is none. */
    private static long nextTimer(StudyState study) {
        if (study == null) {
            return 0;
        }
        return study.getTellAtMs() > 0 ? study.getTellAtMs() : study.getOrphanAtMs();
    }

    private static void moveTimer(TimerService timers, long from, long to) {
        if (from == to) {
            return;
        }
        if (from > 0) {
            timers.deleteEventTimeTimer(from);
        }
        if (to > 0) {
            timers.registerEventTimeTimer(to);
        }
    }
}
