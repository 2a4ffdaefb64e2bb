package io.radstream.job.connect.kinesis;

import io.radstream.job.Uids;
import io.radstream.record.RawEvent;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sees to it that no gap goes unseen: Kinesis answers a request for records that have left the
 * stream with the oldest ones it has, without a word, and a source of another uid begins where it
 * is told to. Each checkpoint stores up to when the stream had been read, which is the watermark,
 * and by which source. A restore of a state that is older than the stream's retention, or than
 * another source's start, fails the job for good, with advice. While the job runs, {@link
 * GuardedReads} do the same.
 *
 * <p>Before the first watermark nothing is known to have been read, whatever the clock says: what
 * arrived before the start position is none of the job's, and where that is the horizon, what
 * arrived before the job was submitted leaves the stream as it may.
 *
 * <p>Right behind the source, in each of its subtasks, and apart from it, so that another source
 * can take its place.
 */
final class RetentionGuard extends AbstractStreamOperator<RawEvent>
        implements OneInputStreamOperator<RawEvent, RawEvent> {

    private static final long serialVersionUID = 1L;

    /** Asks the stream for how long it keeps its records. */
    @FunctionalInterface
    interface Retention extends Serializable {
        Duration ask();
    }

    private final String stream;
    private final String uid;
    private final StartPosition start;
    private final Retention retention;
    private final boolean acceptGap;
    private final Clock clock;
    private final long submittedAtMs;
    private transient ListState<Long> stored;
    private transient ListState<Long> unread;
    private transient ListState<String> source;
    private transient Long restoredMs;
    private transient Long unreadSinceMs;
    private transient Long watermarkMs;

    /**
     * Made when the job is submitted.
     *
     * @param stream its name, for the advice
     * @param uid the source's
     * @param start where the source begins if it has no state
     * @param retention asked only when a state is old enough for it to matter
     * @param acceptGap whether the user knows of the gap and goes on
     * @param clock serializable
     */
    RetentionGuard(
            String stream,
            String uid,
            StartPosition start,
            Retention retention,
            boolean acceptGap,
            Clock clock) {
        this.stream = stream;
        this.uid = uid;
        this.start = start;
        this.retention = retention;
        this.acceptGap = acceptGap;
        this.clock = clock;
        this.submittedAtMs = clock.millis();
        chainingStrategy = ChainingStrategy.ALWAYS;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        stored =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("read-up-to-ms", Types.LONG));
        unread =
                context.getOperatorStateStore()
                        .getUnionListState(
                                new ListStateDescriptor<>("unread-since-ms", Types.LONG));
        source =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("source-uid", Types.STRING));
        restoredMs = earliest(stored);
        unreadSinceMs = earliest(unread);
        if (restoredMs == null && unreadSinceMs == null) {
            Optional<Instant> from = start.from(Instant.ofEpochMilli(submittedAtMs));
            restoredMs = from.map(Instant::toEpochMilli).orElse(null);
            unreadSinceMs = from.isPresent() ? null : submittedAtMs;
            return;
        }
        refuse(gapBetweenSources());
        refuse(gapInTheStream(restoredMs));
        refuse(gapInTheStream(unreadSinceMs));
    }

    private static Long earliest(ListState<Long> times) throws Exception {
        Long earliest = null;
        for (long ms : times.get()) {
            earliest = earliest == null ? ms : Math.min(earliest, ms);
        }
        return earliest;
    }

    private Optional<String> gapBetweenSources() throws Exception {
        // A state of the time before there could be another has none.
        String before = Uids.SOURCE;
        for (String stored : source.get()) {
            before = stored;
        }
        if (before.equals(uid)) {
            return Optional.empty();
        }
        if (unreadSinceMs != null) {
            return RetentionRules.gapBetweenSources(uid, start);
        }
        return restoredMs == null
                ? Optional.empty()
                : RetentionRules.gapBetweenSources(
                        Instant.ofEpochMilli(restoredMs), uid, start, clock.instant());
    }

    private Optional<String> gapInTheStream(Long readUpToMs) {
        if (readUpToMs == null) {
            return Optional.empty();
        }
        Instant readUpTo = Instant.ofEpochMilli(readUpToMs);
        Instant now = clock.instant();
        return readUpTo.isBefore(now.minus(RetentionRules.LEAST_RETENTION))
                ? RetentionRules.gap(stream, readUpTo, now, retention.ask())
                : Optional.empty();
    }

    private void refuse(Optional<String> gap) {
        if (gap.isEmpty()) {
            return;
        }
        if (!acceptGap) {
            // Trying again would only make the gap wider.
            throw new SuppressRestartsException(new IllegalStateException(gap.get()));
        }
        LOG.warn("Going on over a gap, as source.accept-gap says: {}", gap.get());
        // What is left is read from its oldest record on.
        restoredMs = null;
        unreadSinceMs = clock.millis();
    }

    @Override
    public void processElement(StreamRecord<RawEvent> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermarkMs = mark.getTimestamp();
        super.processWatermark(mark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (watermarkMs != null) {
            // The last watermark of all lies beyond any time.
            stored.update(List.of(Math.min(watermarkMs, clock.millis())));
            unread.clear();
        } else {
            update(stored, restoredMs);
            update(unread, unreadSinceMs);
        }
        source.update(List.of(uid));
    }

    private static void update(ListState<Long> times, Long ms) throws Exception {
        times.update(ms == null ? List.of() : List.of(ms));
    }
}
