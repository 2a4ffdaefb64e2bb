package io.radstream.local.run;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Passes records on and counts them, so that a person can be told how far the job is. */
final class Counted<T> extends RichMapFunction<T, T> {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final LongCounter counter = new LongCounter();

    /** Counts in the accumulator of this name. */
    Counted(String name) {
        this.name = name;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(name, counter);
    }

    @Override
    public T map(T record) {
        counter.add(1);
        return record;
    }
}
