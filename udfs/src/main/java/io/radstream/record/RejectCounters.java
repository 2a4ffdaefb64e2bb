package io.radstream.record;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** An operator's rejects by code; each code has its counter from the beginning, at zero. */
public final class RejectCounters {

    private final Map<RejectCode, Counter> counters = new EnumMap<>(RejectCode.class);

    /** Counters in the group of {@link MetricNames#in}. */
    public RejectCounters(MetricGroup operator) {
        for (RejectCode code : RejectCode.values()) {
            counters.put(
                    code,
                    MetricNames.in(operator)
                            .addGroup(MetricNames.CODE_LABEL, code.name())
                            .counter(MetricNames.REJECTS));
        }
    }

    /** One more of its code. */
    public void count(Reject reject) {
        counters.get(reject.getCode()).inc();
    }
}
