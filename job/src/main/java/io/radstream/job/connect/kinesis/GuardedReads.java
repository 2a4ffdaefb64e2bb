package io.radstream.job.connect.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reads of one shard, which see to it that no gap goes unseen while the job runs: where it was
 * held back for longer than the stream keeps its records, Kinesis goes on with the oldest that are
 * left, without a word. A restore is {@link RetentionGuard}'s. By one thread.
 *
 * <p>A shard without records is read to its tip again and again, whatever holds the others back,
 * and so is never behind.
 */
final class GuardedReads implements RecordPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedReads.class);

    private final RecordPublisher reads;
    private final String stream;
    private final String shard;
    private final ReadProgress progress;
    private final KnownRetention retention;
    private final boolean acceptGap;
    private final Clock clock;
    private final ShardAge age = new ShardAge();

    /**
     * @param reads tell the progress
     * @param stream its name, for the advice
     * @param retention asked only when a shard is far enough behind for it to matter
     * @param acceptGap whether the user knows of gaps and goes on
     */
    GuardedReads(
            RecordPublisher reads,
            String stream,
            String shard,
            ReadProgress progress,
            KnownRetention retention,
            boolean acceptGap,
            Clock clock) {
        this.reads = reads;
        this.stream = stream;
        this.shard = shard;
        this.progress = progress;
        this.retention = retention;
        this.acceptGap = acceptGap;
        this.clock = clock;
    }

    @Override
    public RecordPublisherRunResult run(RecordBatchConsumer consumer) throws InterruptedException {
        long askedAtMs = clock.millis();
        refuseGap(progress.readUpToMs(shard), askedAtMs);
        return reads.run(
                batch -> {
                    age.answered(askedAtMs);
                    return consumer.accept(batch);
                });
    }

    private void refuseGap(long readUpToMs, long nowMs) {
        Duration least = RetentionRules.LEAST_RETENTION;
        boolean young =
                readUpToMs == ReadProgress.NOTHING || readUpToMs >= nowMs - least.toMillis();
        Duration kept = young ? least : retention.find().orElse(null);
        if (kept == null || !age.isGap(readUpToMs, nowMs, kept)) {
            return;
        }
        String gap =
                RetentionRules.gapWhileRunning(
                        stream,
                        shard,
                        Instant.ofEpochMilli(readUpToMs),
                        Instant.ofEpochMilli(nowMs),
                        kept);
        if (!acceptGap) {
            // Trying again would only make the gap wider.
            throw new SuppressRestartsException(new IllegalStateException(gap));
        }
        LOG.warn("Going on over a gap, as source.accept-gap says: {}", gap);
        age.accept(nowMs);
    }
}
