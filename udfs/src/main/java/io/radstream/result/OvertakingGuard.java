package io.radstream.result;

import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.RejectCounters;
import io.radstream.record.SideOutputs;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.StudyResult;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Results in, keyed by study_id; those out that no newer version of the study has overtaken. The
 * others end here, so that a slow old version never takes the place of a new one.
 */
public final class OvertakingGuard extends KeyedProcessFunction<String, StudyResult, StudyResult> {

    static final String OVERTAKEN =
            "expected the newest version of the study, came one whose successor has its result";

    private static final long serialVersionUID = 1L;

    private final Duration ttl;
    private final boolean enabled;
    private final Clock clock;
    private transient ValueState<Long> newest;
    private transient RejectCounters rejects;

    /**
     * @param ttl how long a study's newest version is remembered
     * @param enabled false only in the control that proves that a test's ledger sees overtaking
     * @param clock serializable
     */
    public OvertakingGuard(Duration ttl, boolean enabled, Clock clock) {
        this.ttl = ttl;
        this.enabled = enabled;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("newest", Types.LONG);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
        newest = getRuntimeContext().getState(descriptor);
        rejects = new RejectCounters(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(StudyResult result, Context context, Collector<StudyResult> out)
            throws Exception {
        long order = result.getStudy().getVersionOrder();
        Long known = newest.value();
        if (enabled && known != null && known >= order) {
            StageLog log =
                    new StageLog(result.getStudy(), result.getTimeline(), StoreStep.NAME, clock);
            Reject reject = log.rejected(Stage.store_results, RejectCode.superseded, OVERTAKEN, 1);
            rejects.count(reject);
            context.output(SideOutputs.REJECTS, reject);
            log.events().forEach(event -> context.output(SideOutputs.TELEMETRY, event));
            return;
        }
        newest.update(order);
        out.collect(result);
    }
}
