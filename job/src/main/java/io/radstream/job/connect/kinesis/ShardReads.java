package io.radstream.job.connect.kinesis;

import java.time.Clock;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;

/**
 * The reads of one shard. Tells the progress of each, and tries again when one fails. By one
 * thread.
 */
final class ShardReads implements RecordPublisher {

    private static final long PAUSE_MS = 500;

    private final RecordPublisher reads;
    private final String shard;
    private final ReadProgress progress;
    private final int mostRecords;
    private final FanOutWatch fanOut;
    private final Patience patience;
    private final Clock clock;
    private boolean emitting;

    /**
     * @param reads the connector's own
     * @param mostRecords how many one read may give
     * @param fanOut null where the shard is polled
     * @param failures counts failed reads
     */
    ShardReads(
            RecordPublisher reads,
            String shard,
            ReadProgress progress,
            int mostRecords,
            FanOutWatch fanOut,
            Counter failures,
            Clock clock) {
        this.reads = reads;
        this.shard = shard;
        this.progress = progress;
        this.mostRecords = mostRecords;
        this.fanOut = fanOut;
        this.patience = new Patience("reading " + shard, failures, System::nanoTime);
        this.clock = clock;
    }

    @Override
    public RecordPublisherRunResult run(RecordBatchConsumer consumer) throws InterruptedException {
        // What is pushed was sent at a time of Kinesis' own; FanOutWatch knows more of that.
        long askedAtMs = fanOut == null ? clock.millis() : ReadProgress.NOTHING;
        RecordPublisherRunResult result;
        try {
            result = reads.run(batch -> emit(batch, consumer, askedAtMs));
        } catch (RuntimeException e) {
            if (emitting || !patience.bears(e)) {
                throw e;
            }
            Thread.sleep(PAUSE_MS);
            return RecordPublisherRunResult.INCOMPLETE;
        }
        if (result == RecordPublisherRunResult.COMPLETE) {
            end();
        }
        return result;
    }

    private SequenceNumber emit(RecordBatch batch, RecordBatchConsumer consumer, long askedAtMs) {
        patience.succeeded();
        emitting = true;
        SequenceNumber last = consumer.accept(batch);
        emitting = false;
        progress.read(shard, askedAtMs, newestArrivalMs(batch), behindMs(batch), clock.millis());
        if (fanOut != null) {
            fanOut.emitted(shard);
        }
        return last;
    }

    @SuppressWarnings("JavaUtilDate") // As the SDK has it.
    private static long newestArrivalMs(RecordBatch batch) {
        return batch.getDeaggregatedRecords().stream()
                .mapToLong(record -> record.getApproximateArrivalTimestamp().getTime())
                .max()
                .orElse(ReadProgress.NOTHING);
    }

    /**
     * A full batch is not the shard's tip, whatever it says, and neither is one that says nothing.
     */
    private long behindMs(RecordBatch batch) {
        boolean more =
                batch.getMillisBehindLatest() == null
                        || batch.getAggregatedRecordSize() >= mostRecords;
        long told = batch.getMillisBehindLatest() == null ? 0 : batch.getMillisBehindLatest();
        return more ? Math.max(1, told) : told;
    }

    private void end() {
        if (fanOut != null && !fanOut.sawEnd(shard)) {
            // The connector takes a shard for ended, and stores that, when its consumer is gone.
            throw new IllegalStateException(
                    "Kinesis no longer knows the fan-out consumer, or shard "
                            + shard
                            + ": register the consumer again and restart the job");
        }
        progress.ended(shard);
    }
}
