package io.radstream.record;

import java.time.Instant;
import java.util.List;

/** Builds the end of a study version that has no result. */
public final class Rejects {

    private Rejects() {}

    /** A study version, both halves known, ends in this stage. */
    public static Reject of(
            Study study, Stage stage, RejectCode code, String message, int attempts, Instant at) {
        return Reject.newBuilder()
                .setStudyId(study.getStudyId())
                .setStudyVersion(study.getStudyVersion())
                .setObjects(List.of(study.getImage(), study.getSidecar()))
                .setStage(stage.name())
                .setCode(code)
                .setMessage(message)
                .setAttempts(attempts)
                .setAt(at)
                .setReplay(study.getReplay())
                .build();
    }

    /** A half ends alone, before it became part of a pair. */
    public static Reject ofHalf(
            String studyId,
            String studyVersion,
            ObjectRef half,
            RejectCode code,
            String message,
            Instant at,
            boolean replay) {
        return Reject.newBuilder()
                .setStudyId(studyId)
                .setStudyVersion(studyVersion)
                .setObjects(List.of(half))
                .setStage(Stage.pair.name())
                .setCode(code)
                .setMessage(message)
                .setAt(at)
                .setReplay(replay)
                .build();
    }
}
