package io.radstream.study;

import io.radstream.record.Half;
import io.radstream.record.HalfState;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.Study;
import io.radstream.record.TelemetryEvent;
import io.radstream.record.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Two halves become a study version. Its time begins with the arrival of the half that completed
 * it.
 */
final class Pairing {

    private final String studyId;
    private final HalfState completing;
    private final HalfState other;
    private final ObjectRef image;
    private final ObjectRef sidecar;
    private final Clock clock;
    private List<TelemetryEvent> telemetry = List.of();

    Pairing(String studyId, Half which, HalfState completing, HalfState other, Clock clock) {
        this.studyId = studyId;
        this.completing = completing;
        this.other = other;
        this.image = (which == Half.image ? completing : other).getObject();
        this.sidecar = (which == Half.image ? other : completing).getObject();
        this.clock = clock;
    }

    PairedStudy pair(long versionOrder, Instant firstImageAt) {
        Study study =
                new Study(
                        studyId,
                        StudyVersions.of(image, sidecar),
                        versionOrder,
                        image,
                        sidecar,
                        firstImageAt,
                        completing.getReplay());
        Instant arrivedAt = completing.getObject().getArrivedAt();
        long arrivedUs = ChronoUnit.MICROS.between(Instant.EPOCH, arrivedAt);
        StageLog log =
                new StageLog(
                        study,
                        new Timeline(arrivedUs, arrivedUs, List.of()),
                        StudyStep.NAME,
                        clock);
        log.beside(
                Stage.queue,
                (double) ChronoUnit.MILLIS.between(completing.getObject().getEventAt(), arrivedAt));
        log.succeeded(Stage.source_lag);
        log.beside(Stage.pair, waitedMs());
        telemetry = log.events();
        return new PairedStudy(study, log.timeline());
    }

    List<TelemetryEvent> telemetry() {
        return telemetry;
    }

    /** How long the other half has waited; one that was part of a version before has not. */
    private double waitedMs() {
        return other.getUsed() ? 0 : (completing.getReadUs() - other.getReadUs()) / 1000.0;
    }
}
