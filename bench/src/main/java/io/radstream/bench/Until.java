package io.radstream.bench;

import io.radstream.record.RawEvent;

/** So many events of another workload, then the last of them again and again, a duplicate. */
final class Until implements Workload {

    private static final long serialVersionUID = 1L;

    private final Workload workload;
    private final long count;

    Until(Workload workload, long count) {
        this.workload = workload;
        this.count = count;
    }

    @Override
    public RawEvent event(long number, long nowMs) {
        return workload.event(Math.min(number, count - 1), nowMs);
    }
}
