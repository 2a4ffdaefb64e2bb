package io.radstream.job.connect.kinesis;

import static org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult.INCOMPLETE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordBatchConsumer;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher.RecordPublisherRunResult;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GuardedReadsTest {

    private static final String SHARD = "shardId-000000000000";
    private static final Duration RETENTION = Duration.ofDays(2);

    private final ManualClock clock = new ManualClock();
    private final ReadProgress progress = new ReadProgress();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();

    @BeforeEach
    void knowTheShard() {
        progress.discovered(clock.millis(), List.of(SHARD));
        progress.registered(SHARD, false, clock.millis());
    }

    @Test
    void failsForGoodWhereTheJobWasHeldBackForLongerThanTheRetention() throws Exception {
        GuardedReads guarded = guarded(false);
        run(guarded);
        String readUpTo = clock.instant().toString();
        clock.advance(RETENTION.plusMinutes(2));

        assertThatThrownBy(() -> run(guarded))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContaining("cxr")
                .hasMessageContaining(SHARD)
                .hasMessageContaining("48 h")
                .hasMessageContaining("read up to " + readUpTo)
                .hasMessageContaining("--source.accept-gap true");
        assertThat(reads).hasValue(1);
    }

    @Test
    void readsOnWhereTheGapIsAccepted() throws Exception {
        GuardedReads guarded = guarded(true);
        run(guarded);
        clock.advance(RETENTION.plusMinutes(2));

        run(guarded);
        run(guarded);

        assertThat(reads).hasValue(3);
    }

    @Test
    void neverAsksNorFailsForAShardThatIsIdle() throws Exception {
        GuardedReads guarded = guarded(false);
        for (int i = 0; i < 100; i++) {
            run(guarded);
            clock.advance(Duration.ofHours(1));
        }

        assertThat(reads).hasValue(100);
        assertThat(asked).hasValue(0);
    }

    @Test
    void asksForTheRetentionNowAndThenWhereItMatters() throws Exception {
        GuardedReads guarded = guarded(false);
        run(guarded);
        clock.advance(Duration.ofHours(25));
        progress.registered(SHARD, false, clock.millis());
        progress.read(SHARD, ReadProgress.NOTHING, ManualClock.START.toEpochMilli(), 1, 0);
        GuardedReads behind =
                new GuardedReads(
                        consumer -> INCOMPLETE, "cxr", SHARD, progress, retention(), false, clock);
        run(behind);
        run(behind);
        assertThat(asked).hasValue(1);

        clock.advance(KnownRetention.FRESH.plusMillis(1));
        run(behind);
        assertThat(asked).hasValue(2);
    }

    @Test
    void readsOnWhereKinesisDoesNotTellItsRetention() throws Exception {
        KnownRetention untold =
                new KnownRetention(
                        () -> {
                            asked.incrementAndGet();
                            throw new IllegalStateException("throttled");
                        },
                        clock);
        GuardedReads guarded =
                new GuardedReads(this::tip, "cxr", SHARD, progress, untold, false, clock);
        run(guarded);
        clock.advance(RETENTION.plusMinutes(2));

        assertThatCode(() -> run(guarded)).doesNotThrowAnyException();
        assertThat(asked).hasValue(1);
    }

    private GuardedReads guarded(boolean acceptGap) {
        return new GuardedReads(this::tip, "cxr", SHARD, progress, retention(), acceptGap, clock);
    }

    private KnownRetention retention() {
        return new KnownRetention(
                () -> {
                    asked.incrementAndGet();
                    return RETENTION;
                },
                clock);
    }

    /** A shard that is read to its tip. */
    private RecordPublisherRunResult tip(RecordBatchConsumer consumer) {
        reads.incrementAndGet();
        progress.read(SHARD, clock.millis(), ReadProgress.NOTHING, 0, clock.millis());
        return INCOMPLETE;
    }

    private static void run(GuardedReads guarded) throws InterruptedException {
        guarded.run(batch -> new SequenceNumber("1"));
    }
}
