package io.radstream.study;

import io.radstream.record.Half;
import io.radstream.record.HalfState;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.Study;
import io.radstream.record.TelemetryEvent;
import io.radstream.record.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A half that ends, or still waits, without the other. */
final class HalfEnd {

    private final HalfState half;
    private final StageLog log;
    private final Clock clock;
    private RejectCode code;
    private String message;

    HalfEnd(String studyId, Half which, HalfState half, Clock clock) {
        this.half = half;
        this.clock = clock;
        Study.Builder study =
                Study.newBuilder()
                        .setStudyId(studyId)
                        .setStudyVersion(StudyVersions.ofHalf(which, half.getObject()))
                        .setReplay(half.getReplay());
        if (which == Half.image) {
            study.setImage(half.getObject());
        } else {
            study.setSidecar(half.getObject());
        }
        long readUs = half.getReadUs();
        this.log =
                new StageLog(
                        study.build(),
                        new Timeline(readUs, readUs, List.of()),
                        StudyStep.NAME,
                        clock);
    }

    /** Why it ends. */
    HalfEnd because(RejectCode theCode, String theMessage) {
        this.code = theCode;
        this.message = theMessage;
        return this;
    }

    /** Adds its reject, and the telemetry of its waiting. */
    void addTo(List<Reject> rejects, List<TelemetryEvent> telemetry) {
        rejects.add(log.rejected(Stage.pair, code, message, 1));
        telemetry.addAll(log.events());
    }

    /** Tells that it waits for the other half until the deadline. */
    TelemetryEvent waiting(Half other, Instant deadline) {
        log.waiting(
                Stage.pair,
                (StageLog.nowUs(clock) - half.getReadUs()) / 1000.0,
                "the " + other + " has not come",
                deadline);
        return log.events().get(0);
    }
}
