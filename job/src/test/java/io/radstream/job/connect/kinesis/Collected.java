package io.radstream.job.connect.kinesis;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;

/**
 * What came out of a job in this JVM, in the order in which it came. Not cleared by a restart: what
 * was emitted twice is seen twice.
 */
@SuppressWarnings("deprecation") // The simplest sink that knows a record's time and the watermark.
final class Collected<T> implements SinkFunction<T> {

    private static final long serialVersionUID = 1L;

    private static final Map<String, Queue<Object>> ALL = new ConcurrentHashMap<>();

    /** One record. */
    static final class Seen<T> {

        private final T record;
        private final long timestampMs;
        private final long seenAtMs;

        private Seen(T record, long timestampMs, long seenAtMs) {
            this.record = record;
            this.timestampMs = timestampMs;
            this.seenAtMs = seenAtMs;
        }

        T record() {
            return record;
        }

        /** Its event time. */
        long timestampMs() {
            return timestampMs;
        }

        long seenAtMs() {
            return seenAtMs;
        }
    }

    private final String id = UUID.randomUUID().toString();

    Collected() {
        ALL.put(id, new ConcurrentLinkedQueue<>());
    }

    @Override
    public void invoke(T record, Context context) {
        Long timestampMs = context.timestamp();
        ALL.get(id)
                .add(
                        new Seen<>(
                                record,
                                timestampMs == null ? Long.MIN_VALUE : timestampMs,
                                System.currentTimeMillis()));
    }

    @SuppressWarnings("unchecked")
    List<Seen<T>> all() {
        return (List<Seen<T>>) (List<?>) List.copyOf(ALL.get(id));
    }

    int size() {
        return ALL.get(id).size();
    }
}
