package io.radstream.study;

import io.radstream.record.Half;
import io.radstream.record.HalfState;
import io.radstream.record.ObjectCreated;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.StageLog;
import io.radstream.record.StudyState;
import io.radstream.record.TelemetryEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The join of a study's two halves, on references alone: drops duplicates, pairs the halves in
 * either order, opens a version for every newer half, ends what a newer half overtook, and ends a
 * half that stays alone.
 *
 * <p>Pure: takes the state, gives the next one and what follows. Whatever has come ends once: as a
 * part of a version that goes on, or in a reject of its own.
 */
final class StudyJoin {

    /**
     * How many older identities are remembered of one study: far more than one is ever overwritten.
     */
    static final int MOST_SEEN = 64;

    /** A half that waits for so long is told of. */
    static final Duration TELL_AFTER = Duration.ofSeconds(10);

    private final Duration patience;
    private final boolean dropDuplicates;
    private final Clock clock;

    /**
     * @param patience how long a half may wait for the other, in the time of arrivals
     * @param dropDuplicates false only in the control that proves that a test's ledger sees
     *     duplicates
     */
    StudyJoin(Duration patience, boolean dropDuplicates, Clock clock) {
        this.patience = patience;
        this.dropDuplicates = dropDuplicates;
        this.clock = clock;
    }

    /**
     * An object has landed.
     *
     * @param before what is remembered; null for a study that is not known
     */
    JoinOutcome onObject(StudyState before, ObjectCreated created) {
        StudyState state = before == null ? StudyState.newBuilder().build() : before;
        String studyId = created.getStudyId();
        Half half = created.getHalf();
        HalfState current = half == Half.image ? state.getImage() : state.getSidecar();
        HalfState arrived =
                new HalfState(
                        created.getObject(), StageLog.nowUs(clock), false, created.getReplay());
        if (dropDuplicates && isKnown(state, current, arrived)) {
            return JoinOutcome.duplicate(state);
        }
        if (current == null) {
            return joined(state, studyId, half, arrived, List.of());
        }
        if (Sequencers.compare(arrived.getObject(), current.getObject()) < 0) {
            StudyState next = remembering(state, arrived).build();
            return ended(next, superseded(studyId, half, arrived));
        }
        List<HalfEnd> overtaken =
                current.getUsed() ? List.of() : List.of(superseded(studyId, half, current));
        return joined(remembering(state, current).build(), studyId, half, arrived, overtaken);
    }

    /**
     * Event time has come to a timer of this study.
     *
     * @param eventTimeMs what has been read: arrivals up to this time
     * @param inputEnded whether it is the input's end that ends the wait, and not the patience
     */
    JoinOutcome onTime(StudyState state, String studyId, long eventTimeMs, boolean inputEnded) {
        Half half = state.getImage() != null ? Half.image : Half.sidecar;
        HalfState waits = half == Half.image ? state.getImage() : state.getSidecar();
        if (state.getOrphanAtMs() > 0 && eventTimeMs >= state.getOrphanAtMs()) {
            StudyState next = with(quiet(StudyState.newBuilder(state)), half, used(waits)).build();
            return ended(next, orphan(studyId, half, waits, inputEnded));
        }
        if (state.getTellAtMs() > 0 && eventTimeMs >= state.getTellAtMs()) {
            StudyState next = StudyState.newBuilder(state).setTellAtMs(0).build();
            Instant deadline = Instant.ofEpochMilli(state.getOrphanAtMs());
            TelemetryEvent waiting =
                    new HalfEnd(studyId, half, waits, clock).waiting(other(half), deadline);
            return new JoinOutcome(next, null, List.of(), List.of(waiting));
        }
        return new JoinOutcome(state, null, List.of(), List.of());
    }

    /** The newest half takes its place, and goes on with the other or waits for it. */
    private JoinOutcome joined(
            StudyState state,
            String studyId,
            Half half,
            HalfState arrived,
            List<HalfEnd> overtaken) {
        List<Reject> rejects = new ArrayList<>();
        List<TelemetryEvent> telemetry = new ArrayList<>();
        overtaken.forEach(end -> end.addTo(rejects, telemetry));
        StudyState.Builder next = StudyState.newBuilder(state);
        if (half == Half.image && state.getFirstImageAt() == null) {
            next.setFirstImageAt(arrived.getObject().getEventAt());
        }
        HalfState other = half == Half.image ? state.getSidecar() : state.getImage();
        if (other == null) {
            waitFrom(next, arrived.getObject().getArrivedAt());
            return new JoinOutcome(with(next, half, arrived).build(), null, rejects, telemetry);
        }
        next.setVersionOrder(Math.max(state.getVersionOrder() + 1, arrived.getReadUs()));
        Pairing pairing = new Pairing(studyId, half, arrived, other, clock);
        PairedStudy paired = pairing.pair(next.getVersionOrder(), next.getFirstImageAt());
        telemetry.addAll(pairing.telemetry());
        with(quiet(next), half, used(arrived));
        with(next, other(half), used(other));
        return new JoinOutcome(next.build(), paired, rejects, telemetry);
    }

    private HalfEnd superseded(String studyId, Half half, HalfState overtaken) {
        return new HalfEnd(studyId, half, overtaken, clock)
                .because(
                        RejectCode.superseded,
                        "expected the study's newest " + half + ", came one that a newer overtook");
    }

    private HalfEnd orphan(String studyId, Half half, HalfState alone, boolean inputEnded) {
        return new HalfEnd(studyId, half, alone, clock)
                .because(
                        half == Half.image ? RejectCode.sidecar_missing : RejectCode.image_missing,
                        String.format(
                                "expected the %s within %d s of the %s's arrival, came none%s",
                                other(half),
                                patience.toSeconds(),
                                half,
                                inputEnded ? " before the input ended" : ""));
    }

    private static JoinOutcome ended(StudyState state, HalfEnd end) {
        List<Reject> rejects = new ArrayList<>();
        List<TelemetryEvent> telemetry = new ArrayList<>();
        end.addTo(rejects, telemetry);
        return new JoinOutcome(state, null, rejects, telemetry);
    }

    private void waitFrom(StudyState.Builder state, Instant arrivedAt) {
        long arrivedMs = arrivedAt.toEpochMilli();
        state.setOrphanAtMs(arrivedMs + patience.toMillis());
        boolean worthTelling = TELL_AFTER.compareTo(patience) < 0;
        state.setTellAtMs(worthTelling ? arrivedMs + TELL_AFTER.toMillis() : 0);
    }

    private static StudyState.Builder quiet(StudyState.Builder state) {
        return state.setOrphanAtMs(0).setTellAtMs(0);
    }

    private static StudyState.Builder with(StudyState.Builder state, Half half, HalfState value) {
        return half == Half.image ? state.setImage(value) : state.setSidecar(value);
    }

    private static HalfState used(HalfState half) {
        return new HalfState(half.getObject(), half.getReadUs(), true, half.getReplay());
    }

    private static Half other(Half half) {
        return half == Half.image ? Half.sidecar : Half.image;
    }

    private static boolean isKnown(StudyState state, HalfState current, HalfState arrived) {
        String identity = identity(arrived.getObject());
        return (current != null && identity.equals(identity(current.getObject())))
                || state.getSeen().contains(identity);
    }

    private static StudyState.Builder remembering(StudyState state, HalfState older) {
        List<String> seen = new ArrayList<>(state.getSeen());
        if (seen.size() == MOST_SEEN) {
            seen.remove(0);
        }
        seen.add(identity(older.getObject()));
        return StudyState.newBuilder(state).setSeen(seen);
    }

    /**
     * A duplicate has the same key and sequencer; within one study, the key's ending tells the key.
     */
    private static String identity(ObjectRef object) {
        String key = object.getKey();
        return key.substring(key.lastIndexOf('.') + 1) + ':' + object.getSequencer();
    }
}
