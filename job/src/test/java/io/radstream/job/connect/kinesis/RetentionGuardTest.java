package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.ManualClock;
import io.radstream.job.Uids;
import io.radstream.record.RawEvent;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class RetentionGuardTest {

    private static final Duration RETENTION = Duration.ofDays(2);
    private static final AtomicInteger ASKED = new AtomicInteger();

    private final ManualClock clock = new ManualClock();

    @Test
    void passesEventsAndWatermarks() throws Exception {
        OneInputStreamOperatorTestHarness<RawEvent, RawEvent> harness = harness(false);
        try {
            harness.open();
            RawEvent event =
                    new RawEvent(
                            ByteBuffer.wrap(new byte[] {1}), "shard", "1", clock.instant(), false);
            harness.processElement(new StreamRecord<>(event, 7));
            harness.processWatermark(new Watermark(6));

            assertThat(harness.getOutput())
                    .containsExactly(new StreamRecord<>(event, 7), new Watermark(6));
        } finally {
            harness.close();
        }
    }

    @Test
    void restoresWhatIsYoungerThanAnyRetentionWithoutAsking() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        int asked = ASKED.get();
        clock.advance(RetentionRules.LEAST_RETENTION);

        restore(false, state);

        assertThat(ASKED).hasValue(asked);
    }

    @Test
    void restoresWhatIsYoungerThanTheRetention() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        int asked = ASKED.get();
        clock.advance(RETENTION);

        restore(false, state);

        assertThat(ASKED).hasValue(asked + 1);
    }

    @Test
    void refusesWhatIsOlderForGood() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        clock.advance(RETENTION.plusSeconds(1));

        assertThatThrownBy(() -> restore(false, state))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContaining("cxr")
                .hasMessageContaining("--source.accept-gap true");
    }

    @Test
    void goesOnWithWhatIsOlderWhereTheGapIsAccepted() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        clock.advance(RETENTION.plusSeconds(1));

        OperatorSubtaskState next = restore(true, state);

        // The gap is behind: the next restore measures from here.
        restore(false, next);
    }

    @Test
    void measuresFromWhatHadBeenReadNotFromWhenTheStateWasStored() throws Exception {
        Instant lagging = clock.instant();
        clock.advance(RETENTION.dividedBy(2));
        OperatorSubtaskState state = stateReadUpTo(lagging);
        clock.advance(RETENTION.dividedBy(2).plusSeconds(1));

        assertThatThrownBy(() -> restore(false, state))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void keepsToWhatWasRestoredUntilItKnowsBetter() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        clock.advance(RETENTION);
        OperatorSubtaskState stillThere = restore(false, state);
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> restore(false, stillThere))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void storesTheClockAfterTheLastWatermark() throws Exception {
        OperatorSubtaskState afterTheLast = stateAfter(Watermark.MAX_WATERMARK);
        clock.advance(RETENTION);
        restore(false, afterTheLast);
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> restore(false, afterTheLast))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void hasReadNothingBehindTheTimestampItBeganAtBeforeTheFirstWatermark() throws Exception {
        Instant start = clock.instant();
        clock.advance(Duration.ofHours(1));
        OperatorSubtaskState unread = unread(StartPosition.at(start));
        clock.advance(RETENTION.minusHours(1));
        restore(false, unread);
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> restore(false, unread))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageContaining("had read it up to " + start);
    }

    @Test
    void hasReadNothingBehindItsSubmissionBeforeTheFirstWatermark() throws Exception {
        for (StartPosition start : List.of(StartPosition.horizon(), StartPosition.latest())) {
            Instant submitted = clock.instant();
            OperatorSubtaskState unread = unread(start);
            clock.advance(RETENTION);
            restore(false, unread);
            clock.advance(Duration.ofSeconds(1));

            assertThatThrownBy(() -> restore(false, unread))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .hasMessageContaining("had read it up to " + submitted);
        }
    }

    @Test
    void goesOnHavingReadNothingAsLongAsThatIsSo() throws Exception {
        OperatorSubtaskState unread = unread(StartPosition.horizon());
        clock.advance(RETENTION);
        OperatorSubtaskState still = restore(false, unread);
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> restore(false, still))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void letsAnotherSourceTakeOverWhatWasNotReadFromTheHorizonThereAlone() throws Exception {
        OperatorSubtaskState unread =
                AbstractStreamOperatorTestHarness.repackageState(
                        unread(StartPosition.horizon()), stateReadUpTo(clock.instant()));
        StartPosition before = StartPosition.at(clock.instant().minusSeconds(60));

        restore(guard("source-2", StartPosition.horizon(), false), unread);
        assertThatThrownBy(() -> restore(guard("source-2", before, false), unread))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageStartingWith("source.start: expected horizon")
                .hasMessageContaining("came " + before);
    }

    @Test
    void goesByTheSubtaskThatLaggedMost() throws Exception {
        OperatorSubtaskState lagging = stateReadUpTo(clock.instant());
        clock.advance(Duration.ofHours(1));
        OperatorSubtaskState ahead = stateReadUpTo(clock.instant());
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(ahead, lagging);
        clock.advance(RETENTION.minusMinutes(30));

        assertThatThrownBy(() -> restore(false, both))
                .isInstanceOf(SuppressRestartsException.class);
    }

    @Test
    void letsAnotherSourceBeginBeforeTheStop() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        StartPosition before = StartPosition.at(clock.instant().minusSeconds(60));

        restore(guard("source-2", before, false), state);
        restore(guard("source-2", StartPosition.horizon(), false), state);
    }

    @Test
    void refusesAnotherSourceThatBeginsBehindTheStop() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        StartPosition behind = StartPosition.at(clock.instant().plusSeconds(1));

        assertThatThrownBy(() -> restore(guard("source-2", behind, false), state))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .hasMessageStartingWith("source.start: expected " + clock.instant() + " or earlier")
                .hasMessageContaining("source-2")
                .hasMessageContaining("came " + behind);
        restore(guard("source-2", behind, true), state);
    }

    @Test
    void knowsTheOtherSourceFromThenOn() throws Exception {
        OperatorSubtaskState state = stateReadUpTo(clock.instant());
        OperatorSubtaskState moved =
                restore(guard("source-2", StartPosition.horizon(), false), state);
        clock.advance(Duration.ofMinutes(1));

        restore(guard("source-2", StartPosition.latest(), false), moved);
        assertThatThrownBy(() -> restore(guard("source", StartPosition.latest(), false), moved))
                .isInstanceOf(SuppressRestartsException.class);
    }

    /** Of a job that was submitted now and has read nothing yet. */
    private OperatorSubtaskState unread(StartPosition start) throws Exception {
        OneInputStreamOperatorTestHarness<RawEvent, RawEvent> harness =
                new OneInputStreamOperatorTestHarness<>(guard(Uids.SOURCE, start, false));
        try {
            harness.open();
            return harness.snapshot(1, 1);
        } finally {
            harness.close();
        }
    }

    private OperatorSubtaskState stateReadUpTo(Instant at) throws Exception {
        return stateAfter(new Watermark(at.toEpochMilli()));
    }

    private OperatorSubtaskState stateAfter(Watermark mark) throws Exception {
        OneInputStreamOperatorTestHarness<RawEvent, RawEvent> harness = harness(false);
        try {
            harness.open();
            if (mark != null) {
                harness.processWatermark(mark);
            }
            return harness.snapshot(1, 1);
        } finally {
            harness.close();
        }
    }

    private OperatorSubtaskState restore(boolean acceptGap, OperatorSubtaskState state)
            throws Exception {
        return restore(guard(Uids.SOURCE, StartPosition.latest(), acceptGap), state);
    }

    private static OperatorSubtaskState restore(RetentionGuard guard, OperatorSubtaskState state)
            throws Exception {
        OneInputStreamOperatorTestHarness<RawEvent, RawEvent> harness =
                new OneInputStreamOperatorTestHarness<>(guard);
        try {
            harness.initializeState(state);
            harness.open();
            return harness.snapshot(2, 2);
        } finally {
            harness.close();
        }
    }

    private OneInputStreamOperatorTestHarness<RawEvent, RawEvent> harness(boolean acceptGap)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                guard(Uids.SOURCE, StartPosition.latest(), acceptGap));
    }

    private RetentionGuard guard(String uid, StartPosition start, boolean acceptGap) {
        RetentionGuard.Retention retention =
                () -> {
                    ASKED.incrementAndGet();
                    return RETENTION;
                };
        return new RetentionGuard("cxr", uid, start, retention, acceptGap, clock);
    }
}
