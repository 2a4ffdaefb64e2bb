package io.radstream.study;

import io.radstream.record.Half;
import io.radstream.record.ObjectCreated;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Rejects;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.Study;
import io.radstream.record.StudyState;
import io.radstream.record.TelemetryEvent;
import io.radstream.record.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The join of a study's two halves, on references alone: drops duplicates, pairs the halves in either order, opens a new
 * version for every newer half, ends what a newer half overtook, and ends a half that stays alone.
 *
 * <p>Pure: takes the state, gives the next state and what follows from it. Whatever has come ends once: as a part of a
 * version that goes on, or in a reject of its own.
 */
final class StudyJoin {

    /** How many older identities are remembered of one study: far more than a study is ever overwritten. */
    static final int MOST_SEEN = 64;

    /** A half that waits for so long is told of. */
    static final Duration TELL_AFTER = Duration.ofSeconds(10);

    private static final String NO_HALF = "-";

    private final Duration patience;
    private final boolean dropDuplicates;
    private final Clock clock;

    /**
     * @param patience how long a half may wait for the other, in the time of arrivals
     * @param dropDuplicates false only in the control that proves that a test's ledger sees duplicates
     */
    StudyJoin(Duration patience, boolean dropDuplicates, Clock clock) {
        this.patience = patience;
        this.dropDuplicates = dropDuplicates;
        this.clock = clock;
    }

    /** The next state, and what follows. */
    static final class Outcome {

        final StudyState state;
        final PairedStudy paired;
        final boolean duplicate;
        final List<Reject> rejects;
        final List<TelemetryEvent> telemetry;

        private Outcome(
                StudyState state,
                PairedStudy paired,
                boolean duplicate,
                List<Reject> rejects,
                List<TelemetryEvent> telemetry) {
            this.state = state;
            this.paired = paired;
            this.duplicate = duplicate;
            this.rejects = rejects;
            this.telemetry = telemetry;
        }
    }

    /**
     * An object has landed.
     *
     * @param before the state; null for a study that is not known
     */
    Outcome onObject(StudyState before, ObjectCreated created) {
        Draft draft = new Draft(before, created.getStudyId());
        ObjectRef object = created.getObject();
        if (dropDuplicates && draft.knows(created)) {
            return draft.duplicate();
        }
        ObjectRef current = draft.newest(created.getHalf());
        if (current != null && Sequencers.compare(object, current) < 0) {
            draft.remember(object);
            draft.overtaken(created.getHalf(), object, created.getReplay());
            return draft.outcome();
        }
        if (current != null) {
            draft.remember(current);
            if (!draft.used(created.getHalf())) {
                draft.overtaken(created.getHalf(), current, draft.state.getReplay());
            }
        }
        draft.take(created);
        return draft.outcome();
    }

    /**
     * Event time has come to a timer of this study.
     *
     * @param eventTimeMs what has been read: arrivals up to this time
     */
    Outcome onTime(StudyState before, String studyId, long eventTimeMs) {
        Draft draft = new Draft(before, studyId);
        if (draft.orphanAtMs > 0 && eventTimeMs >= draft.orphanAtMs) {
            draft.orphan();
        } else if (draft.tellAtMs > 0 && eventTimeMs >= draft.tellAtMs) {
            draft.tell();
        }
        return draft.outcome();
    }

    private static String identity(ObjectRef object) {
        String key = object.getKey();
        return key.substring(key.lastIndexOf('.') + 1) + ':' + object.getSequencer();
    }

    private static String version(ObjectRef image, ObjectRef sidecar) {
        return (image == null ? NO_HALF : image.getSequencer())
                + '.'
                + (sidecar == null ? NO_HALF : sidecar.getSequencer());
    }

    /** A state in the making. */
    private final class Draft {

        private final StudyState state;
        private final String studyId;
        private final long nowUs = StageLog.nowUs(clock);
        private final List<String> seen;
        private final List<Reject> rejects = new ArrayList<>();
        private final List<TelemetryEvent> telemetry = new ArrayList<>();
        private ObjectRef image;
        private ObjectRef sidecar;
        private boolean imageUsed;
        private boolean sidecarUsed;
        private long imageReadUs;
        private long sidecarReadUs;
        private long versionOrder;
        private long orphanAtMs;
        private long tellAtMs;
        private boolean replay;
        private Instant firstImageAt;
        private PairedStudy paired;

        Draft(StudyState before, String studyId) {
            this.state = before == null ? StudyState.newBuilder().build() : before;
            this.studyId = studyId;
            this.seen = new ArrayList<>(state.getSeen());
            this.image = state.getImage();
            this.sidecar = state.getSidecar();
            this.imageUsed = state.getImageUsed();
            this.sidecarUsed = state.getSidecarUsed();
            this.imageReadUs = state.getImageReadUs();
            this.sidecarReadUs = state.getSidecarReadUs();
            this.versionOrder = state.getVersionOrder();
            this.orphanAtMs = state.getOrphanAtMs();
            this.tellAtMs = state.getTellAtMs();
            this.replay = state.getReplay();
            this.firstImageAt = state.getFirstImageAt();
        }

        boolean knows(ObjectCreated created) {
            ObjectRef current = newest(created.getHalf());
            String identity = identity(created.getObject());
            return (current != null && identity.equals(identity(current))) || seen.contains(identity);
        }

        ObjectRef newest(Half half) {
            return half == Half.image ? image : sidecar;
        }

        boolean used(Half half) {
            return half == Half.image ? imageUsed : sidecarUsed;
        }

        void remember(ObjectRef object) {
            if (seen.size() == MOST_SEEN) {
                seen.remove(0);
            }
            seen.add(identity(object));
        }

        void take(ObjectCreated created) {
            replay = created.getReplay();
            if (created.getHalf() == Half.image) {
                image = created.getObject();
                imageReadUs = nowUs;
                imageUsed = false;
                firstImageAt = firstImageAt == null ? image.getEventAt() : firstImageAt;
            } else {
                sidecar = created.getObject();
                sidecarReadUs = nowUs;
                sidecarUsed = false;
            }
            if (image != null && sidecar != null) {
                pair(created);
            } else {
                long arrivedMs = created.getObject().getArrivedAt().toEpochMilli();
                orphanAtMs = arrivedMs + patience.toMillis();
                tellAtMs = TELL_AFTER.compareTo(patience) < 0 ? arrivedMs + TELL_AFTER.toMillis() : 0;
            }
        }

        private void pair(ObjectCreated completing) {
            ObjectRef object = completing.getObject();
            versionOrder = Math.max(versionOrder + 1, nowUs);
            Study study =
                    new Study(
                            studyId,
                            version(image, sidecar),
                            versionOrder,
                            image,
                            sidecar,
                            firstImageAt,
                            replay);
            long arrivedUs = ChronoUnit.MICROS.between(Instant.EPOCH, object.getArrivedAt());
            StageLog log = log(study, arrivedUs);
            log.beside(
                    Stage.queue,
                    ChronoUnit.MILLIS.between(object.getEventAt(), object.getArrivedAt()));
            log.succeeded(Stage.source_lag);
            boolean otherWaited = completing.getHalf() == Half.image ? !sidecarUsed : !imageUsed;
            log.beside(
                    Stage.pair,
                    otherWaited ? Math.abs(imageReadUs - sidecarReadUs) / 1000.0 : 0);
            telemetry.addAll(log.events());
            paired = new PairedStudy(study, log.timeline());
            imageUsed = true;
            sidecarUsed = true;
            stopWaiting();
        }

        void overtaken(Half half, ObjectRef object, boolean objectReplay) {
            String message =
                    "expected the newest " + half + " of the study, came one that a newer overtook";
            end(half, object, RejectCode.superseded, message, objectReplay);
        }

        void orphan() {
            boolean imageWaits = image != null;
            String message =
                    String.format(
                            "expected a %s within %d s of the %s's arrival, came none",
                            imageWaits ? Half.sidecar : Half.image,
                            patience.toSeconds(),
                            imageWaits ? Half.image : Half.sidecar);
            end(
                    imageWaits ? Half.image : Half.sidecar,
                    imageWaits ? image : sidecar,
                    imageWaits ? RejectCode.sidecar_missing : RejectCode.image_missing,
                    message,
                    replay);
            imageUsed = imageWaits;
            sidecarUsed = !imageWaits;
            stopWaiting();
        }

        void tell() {
            ObjectRef waits = image != null ? image : sidecar;
            StageLog log = log(halfOf(waits), readUs(waits));
            log.waiting(
                    Stage.pair,
                    (nowUs - readUs(waits)) / 1000.0,
                    "the " + (image != null ? Half.sidecar : Half.image) + " has not come",
                    Instant.ofEpochMilli(orphanAtMs));
            telemetry.addAll(log.events());
            tellAtMs = 0;
        }

        private void end(
                Half half, ObjectRef object, RejectCode code, String message, boolean objectReplay) {
            Study study = halfOf(half, object);
            Reject reject =
                    Rejects.ofHalf(
                            studyId,
                            study.getStudyVersion(),
                            object,
                            code,
                            message,
                            clock.instant().truncatedTo(ChronoUnit.MILLIS),
                            objectReplay);
            rejects.add(reject);
            StageLog log = log(study, object == newest(half) ? readUs(object) : nowUs);
            log.rejected(Stage.pair, reject);
            telemetry.addAll(log.events());
        }

        private Study halfOf(ObjectRef object) {
            return halfOf(object == image ? Half.image : Half.sidecar, object);
        }

        private Study halfOf(Half half, ObjectRef object) {
            return Study.newBuilder()
                    .setStudyId(studyId)
                    .setStudyVersion(
                            half == Half.image ? version(object, null) : version(null, object))
                    .setReplay(replay)
                    .build();
        }

        private long readUs(ObjectRef object) {
            return object == image ? imageReadUs : sidecarReadUs;
        }

        private StageLog log(Study study, long beginsUs) {
            return new StageLog(
                    study, new Timeline(beginsUs, beginsUs, List.of()), StudyStep.NAME, clock);
        }

        private void stopWaiting() {
            orphanAtMs = 0;
            tellAtMs = 0;
        }

        Outcome duplicate() {
            return new Outcome(state, null, true, rejects, telemetry);
        }

        Outcome outcome() {
            StudyState next =
                    StudyState.newBuilder()
                            .setImage(image)
                            .setSidecar(sidecar)
                            .setImageReadUs(imageReadUs)
                            .setSidecarReadUs(sidecarReadUs)
                            .setImageUsed(imageUsed)
                            .setSidecarUsed(sidecarUsed)
                            .setSeen(seen)
                            .setFirstImageAt(firstImageAt)
                            .setVersionOrder(versionOrder)
                            .setOrphanAtMs(orphanAtMs)
                            .setTellAtMs(tellAtMs)
                            .setReplay(replay)
                            .build();
            return new Outcome(next, paired, false, rejects, telemetry);
        }
    }
}
