package io.radstream.job;

import io.radstream.record.RejectCounters;
import io.radstream.record.SideOutputs;
import io.radstream.record.Verdict;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * An async step's verdicts in; what goes on out, rejects and telemetry to the side: async steps
 * have no side outputs.
 */
final class VerdictFork<T extends SpecificRecord> extends ProcessFunction<Verdict, T> {

    private static final long serialVersionUID = 1L;

    private final Class<T> passed;
    private transient RejectCounters rejects;

    /** What this step's verdicts pass on. */
    VerdictFork(Class<T> passed) {
        this.passed = passed;
    }

    @Override
    public void open(OpenContext context) {
        rejects = new RejectCounters(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Verdict verdict, Context context, Collector<T> out) {
        verdict.getTelemetry().forEach(event -> context.output(SideOutputs.TELEMETRY, event));
        if (verdict.getReject() != null) {
            rejects.count(verdict.getReject());
            context.output(SideOutputs.REJECTS, verdict.getReject());
        } else {
            out.collect(passed.cast(verdict.getPassed()));
        }
    }
}
