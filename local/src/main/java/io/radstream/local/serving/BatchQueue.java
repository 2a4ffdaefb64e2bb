package io.radstream.local.serving;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests that wait, first come, first served, and the decision when which of them make a batch.
 * It decides as Triton's dynamic batcher does: the largest preferred size that can be made goes at
 * once; else requests wait for others until the oldest has waited for the longest delay, or until
 * the next one does not fit in. Times are nanoseconds of any clock. Not safe for many threads.
 */
final class BatchQueue {

    private final BatchRule rule;
    private final Map<InferenceRequest, Long> arrivals = new LinkedHashMap<>();

    BatchQueue(BatchRule rule) {
        this.rule = rule;
    }

    /** A request with its time of arrival. */
    record Arrival(InferenceRequest request, long at) {}

    /** False where too many wait already. */
    boolean add(InferenceRequest request, long now) {
        if (arrivals.size() >= rule.mostWaiting()) {
            return false;
        }
        arrivals.put(request, now);
        return true;
    }

    /** Takes a request out, if it still waits. */
    void remove(InferenceRequest request) {
        arrivals.remove(request);
    }

    int size() {
        return arrivals.size();
    }

    /**
     * The next batch, taken out; empty while there is none to compute yet.
     *
     * @param patient false where nobody is waited for
     */
    List<Arrival> poll(long now, boolean patient) {
        int count = ready(now, patient);
        List<Arrival> batch = new ArrayList<>();
        Iterator<Map.Entry<InferenceRequest, Long>> oldest = arrivals.entrySet().iterator();
        for (int i = 0; i < count; i++) {
            Map.Entry<InferenceRequest, Long> next = oldest.next();
            batch.add(new Arrival(next.getKey(), next.getValue()));
            oldest.remove();
        }
        return batch;
    }

    /** How long until the oldest request has waited for the longest delay. Not for an empty one. */
    long nanosLeft(long now) {
        return arrivals.values().iterator().next() + rule.longestDelayNanos() - now;
    }

    private int ready(long now, boolean patient) {
        if (arrivals.isEmpty()) {
            return 0;
        }
        if (!rule.joins()) {
            return 1;
        }
        InferenceRequest oldest = arrivals.keySet().iterator().next();
        int rows = 0;
        int count = 0;
        int preferred = 0;
        boolean full = false;
        for (InferenceRequest request : arrivals.keySet()) {
            if (rows + request.rows() > rule.maxRows() || !request.joins(oldest)) {
                full = true;
                break;
            }
            rows += request.rows();
            count++;
            if (rule.preferredRows().contains(rows)) {
                preferred = count;
            }
        }
        boolean waited = !patient || (rule.longestDelayNanos() > 0 && nanosLeft(now) <= 0);
        if (waited) {
            return count;
        }
        if (preferred > 0) {
            return preferred;
        }
        return full || rows == rule.maxRows() || rule.longestDelayNanos() == 0 ? count : 0;
    }
}
