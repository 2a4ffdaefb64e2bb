package io.radstream.job.connect.kinesis;

import static org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult.COMPLETE;
import static org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult.INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.ManualClock;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.HashKeyRange;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.com.amazonaws.services.kinesis.model.Shard;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordBatch;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordBatchConsumer;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ShardReadsTest {

    private static final String SHARD = "shardId-000000000000";
    private static final int MOST = 3;
    private static final Instant ARRIVED = ManualClock.START.minusSeconds(3_600);
    private static final StreamShardHandle HANDLE =
            new StreamShardHandle(
                    "cxr",
                    new Shard()
                            .withShardId(SHARD)
                            .withHashKeyRange(
                                    new HashKeyRange()
                                            .withStartingHashKey("0")
                                            .withEndingHashKey("9".repeat(38))));
    private static final RecordBatchConsumer TAKES_ALL = batch -> new SequenceNumber("1");

    private final ManualClock clock = new ManualClock();
    private final SimpleCounter failures = new SimpleCounter();
    private final ReadProgress progress = new ReadProgress();

    @BeforeEach
    void knowTheShard() {
        progress.discovered(Long.MAX_VALUE, List.of(SHARD));
        progress.registered(SHARD, false, clock.millis());
    }

    @Test
    void followsTheClockAtTheTipAndTheRecordsBefore() throws Exception {
        polling(batch(2, 60_000L)).run(TAKES_ALL);
        assertThat(progress.watermarkMs()).isEqualTo(ARRIVED.toEpochMilli() - 1);

        polling(batch(0, 0L)).run(TAKES_ALL);
        assertThat(progress.watermarkMs()).isEqualTo(clock.millis() - 1);
    }

    @Test
    void takesNoFullBatchForTheTipNorOneThatTellsNothing() throws Exception {
        polling(batch(MOST, 0L)).run(TAKES_ALL);
        assertThat(progress.watermarkMs()).isEqualTo(ARRIVED.toEpochMilli() - 1);

        polling(batch(0, null)).run(TAKES_ALL);
        assertThat(progress.watermarkMs()).isEqualTo(ARRIVED.toEpochMilli() - 1);
    }

    @Test
    void triesAgainWhatFailed() throws Exception {
        RecordPublisher throttled =
                consumer -> {
                    throw new IllegalStateException("throttled");
                };

        assertThat(reads(throttled, null).run(TAKES_ALL)).isEqualTo(INCOMPLETE);
        assertThat(failures.getCount()).isEqualTo(1);
    }

    @Test
    void failsWhereNotTheReadFailedButTheJob() {
        RuntimeException broken = new IllegalStateException("downstream");

        assertThatThrownBy(
                        () ->
                                polling(batch(1, 0L))
                                        .run(
                                                batch -> {
                                                    throw broken;
                                                }))
                .isSameAs(broken);
        assertThat(failures.getCount()).isZero();
        assertThat(progress.watermarkMs()).isEqualTo(ReadProgress.NOTHING);
    }

    @Test
    void leavesAnEndedShardOut() throws Exception {
        assertThat(reads(consumer -> COMPLETE, null).run(TAKES_ALL)).isEqualTo(COMPLETE);
        assertThat(progress.shards()).isZero();
    }

    @Test
    void doesNotTakeAShardForEndedWhoseConsumerIsGone() {
        FanOutWatch fanOut = new FanOutWatch(progress, clock);
        fanOut.subscribed(SHARD);

        assertThatThrownBy(() -> reads(consumer -> COMPLETE, fanOut).run(TAKES_ALL))
                .hasMessageContaining("register the consumer again")
                .hasMessageContaining(SHARD);
        assertThat(progress.shards()).isEqualTo(1);
    }

    @Test
    void takesWhatIsPushedForAsOldAsItsRecords() throws Exception {
        FanOutWatch fanOut = new FanOutWatch(progress, clock);
        fanOut.subscribed(SHARD);

        reads(pushed(batch(1, 0L)), fanOut).run(TAKES_ALL);

        assertThat(progress.watermarkMs()).isEqualTo(ARRIVED.toEpochMilli() - 1);
    }

    private ShardReads polling(RecordBatch batch) {
        return reads(pushed(batch), null);
    }

    private static RecordPublisher pushed(RecordBatch batch) {
        return consumer -> {
            consumer.accept(batch);
            return INCOMPLETE;
        };
    }

    private ShardReads reads(RecordPublisher publisher, FanOutWatch fanOut) {
        return new ShardReads(publisher, SHARD, progress, MOST, fanOut, failures, clock);
    }

    private static RecordBatch batch(int records, Long behindMs) {
        Record record =
                new Record()
                        .withData(ByteBuffer.wrap(new byte[] {1}))
                        .withPartitionKey("key")
                        .withSequenceNumber("1")
                        .withApproximateArrivalTimestamp(Date.from(ARRIVED));
        return new RecordBatch(Collections.nCopies(records, record), HANDLE, behindMs);
    }
}
