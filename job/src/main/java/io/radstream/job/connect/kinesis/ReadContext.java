package io.radstream.job.connect.kinesis;

import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The source's context, with two differences. A subtask without shards is not left out of the
 * watermark: the next shard may fall to it, with records that have arrived by now. And a watermark
 * that comes after the end is dropped: the connector's timer goes on while the task ends, and the
 * refusal would fail the job and the savepoint with which it stops.
 */
@SuppressWarnings("deprecation") // What the connector takes.
final class ReadContext<T> implements SourceFunction.SourceContext<T> {

    private final SourceFunction.SourceContext<T> context;
    private boolean closed;

    ReadContext(SourceFunction.SourceContext<T> context) {
        this.context = context;
    }

    @Override
    public void markAsTemporarilyIdle() {}

    @Override
    public void collect(T element) {
        context.collect(element);
    }

    @Override
    public void collectWithTimestamp(T element, long timestampMs) {
        context.collectWithTimestamp(element, timestampMs);
    }

    @Override
    public void emitWatermark(Watermark mark) {
        synchronized (context.getCheckpointLock()) {
            if (!closed) {
                context.emitWatermark(mark);
            }
        }
    }

    @Override
    public Object getCheckpointLock() {
        return context.getCheckpointLock();
    }

    @Override
    public void close() {
        synchronized (context.getCheckpointLock()) {
            closed = true;
            context.close();
        }
    }
}
