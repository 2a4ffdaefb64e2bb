package io.radstream.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StageLogTest {

    private static final Study STUDY = Records.study("S1", 1);

    private final ManualClock clock = new ManualClock();

    private StageLog log() {
        return new StageLog(STUDY, Records.timeline(), "producer", clock);
    }

    private void pass(long ms) {
        clock.advance(Duration.ofMillis(ms));
    }

    @Test
    void beginsEachStageWhereTheOneBeforeItEnded() {
        StageLog log = log();
        pass(5);
        assertThat(log.succeeded(Stage.fetch_sidecar)).isEqualTo(5);
        pass(7);
        assertThat(log.succeeded(Stage.validate_metadata)).isEqualTo(7);

        assertThat(log.timeline().getStages())
                .containsExactly(
                        new StageTiming(Stage.fetch_sidecar, 5d),
                        new StageTiming(Stage.validate_metadata, 7d));
    }

    /** Over all steps: each goes on with the timeline of the one before it. */
    @Test
    void addsUpToTheEnd() {
        Timeline timeline = Records.timeline();
        List<List<Stage>> steps =
                List.of(
                        List.of(Stage.source_lag),
                        List.of(Stage.fetch_sidecar, Stage.validate_metadata),
                        List.of(Stage.admit, Stage.fetch_image, Stage.prepare_tensors),
                        List.of(Stage.inference),
                        List.of(Stage.store_results));
        List<TelemetryEvent> events = new ArrayList<>();
        double endToEndMs = 0;
        long ms = 1;
        for (List<Stage> stages : steps) {
            StageLog log = new StageLog(STUDY, timeline, "producer", clock);
            for (Stage stage : stages) {
                clock.advance(Duration.ofNanos(1_234_567 * ms++));
                if (stage == Stage.inference) {
                    log.ended(stage);
                } else {
                    log.succeeded(stage);
                }
            }
            endToEndMs = log.finished();
            timeline = log.timeline();
            events.addAll(log.events());
        }

        double sumMs = timeline.getStages().stream().mapToDouble(StageTiming::getLatencyMs).sum();
        assertThat(timeline.getStages()).hasSize(8);
        assertThat(endToEndMs).isCloseTo(sumMs, within(0.001));
        assertThat(endToEndMs).isCloseTo(36 * 1.234567, within(0.01));
        TelemetryEvent last = events.get(events.size() - 1);
        assertThat(last.getStage()).isEqualTo(Stage.end_to_end);
        assertThat(last.getLatencyMs()).isEqualTo(endToEndMs);
    }

    @Test
    void letsTheRunningStageGoOnBesideAnother() {
        StageLog log = log();
        pass(3);
        log.beside(Stage.pair, 60_000);
        pass(4);

        assertThat(log.succeeded(Stage.source_lag)).isEqualTo(7);
        assertThat(log.finished()).isEqualTo(7);
    }

    /** Two machines' clocks, or one that was set: time lost to them is no negative latency. */
    @Test
    void takesAClockThatIsBehindForOneThatStandsStill() {
        StageLog log = log();
        pass(-40);
        assertThat(log.succeeded(Stage.source_lag)).isZero();
        pass(10);
        assertThat(log.succeeded(Stage.fetch_sidecar)).isZero();
        log.modelSucceeded(Records.model("m"), StageLog.nowUs(clock), 1, null);
        assertThat(log.finished()).isZero();
        pass(35);
        assertThat(log.succeeded(Stage.validate_metadata)).isEqualTo(5);
        assertThat(log.finished()).isEqualTo(5);

        assertThat(log.events()).allMatch(event -> event.getLatencyMs() >= 0);
        assertThat(log.timeline().getStages()).allMatch(stage -> stage.getLatencyMs() >= 0);
    }

    @Test
    void tellsOneRowAModelWithinTheStage() {
        StageLog log = log();
        long startUs = StageLog.nowUs(clock);
        pass(30);
        log.modelSucceeded(Records.model("a"), startUs + 10_000, 1, "{\"server_queue_ms\":1.0}");
        log.modelSucceeded(Records.model("b"), startUs + 30_000, 2, null);
        log.ended(Stage.inference);

        assertThat(log.events()).extracting(TelemetryEvent::getLatencyMs).containsExactly(10d, 30d);
        assertThat(log.events()).extracting(TelemetryEvent::getAttempts).containsExactly(1, 2);
        assertThat(log.events().get(0).getMetadataJson()).isEqualTo("{\"server_queue_ms\":1.0}");
        assertThat(log.timeline().getStages())
                .containsExactly(new StageTiming(Stage.inference, 30d));
    }

    @Test
    void tellsHowAStageEnds() {
        assertThat(statusOf(RejectCode.sidecar_invalid)).isEqualTo(Status.failed);
        assertThat(statusOf(RejectCode.model_rejected)).isEqualTo(Status.failed);
        assertThat(statusOf(RejectCode.object_gone)).isEqualTo(Status.failed);
        assertThat(statusOf(RejectCode.inference_failed)).isEqualTo(Status.error);
        assertThat(statusOf(RejectCode.superseded)).isEqualTo(Status.superseded);
    }

    private Status statusOf(RejectCode code) {
        StageLog log = log();
        log.rejected(Stage.fetch_image, code, "message", 1);
        return log.events().get(0).getStatus();
    }

    @Test
    void rejectsWithAllThatAReplayNeeds() {
        StageLog log = log();
        pass(8);
        Reject reject = log.rejected(Stage.fetch_image, RejectCode.object_gone, "came none", 3);

        assertThat(reject)
                .isEqualTo(
                        Reject.newBuilder()
                                .setStudyId("S1")
                                .setStudyVersion(STUDY.getStudyVersion())
                                .setObjects(List.of(STUDY.getImage(), STUDY.getSidecar()))
                                .setStage("fetch_image")
                                .setCode(RejectCode.object_gone)
                                .setMessage("came none")
                                .setAttempts(3)
                                .setAt(clock.instant())
                                .build());
        TelemetryEvent event = log.events().get(0);
        assertThat(event.getLatencyMs()).isEqualTo(8);
        assertThat(event.getErrorCode()).isEqualTo("object_gone");
        assertThat(event.getErrorMessage()).isEqualTo("came none");
        assertThat(event.getAttempts()).isEqualTo(3);
        Verdict verdict = log.ended(reject);
        assertThat(verdict.getPassed()).isNull();
        assertThat(verdict.getTelemetry()).containsExactly(event);
    }

    @Test
    void namesOnlyTheHalvesThatHaveCome() {
        Study half = Study.newBuilder(STUDY).setSidecar(ObjectRef.newBuilder().build()).build();
        StageLog log = new StageLog(half, Records.timeline(), "producer", clock);

        assertThat(log.rejected(Stage.pair, RejectCode.sidecar_missing, "none", 1).getObjects())
                .containsExactly(STUDY.getImage());
    }

    @Test
    void makesTheSameEventIdsWhenAStudyIsReplayed() {
        List<String> first = idsOfARun(STUDY);
        pass(9_000);
        List<String> again = idsOfARun(Study.newBuilder(STUDY).setReplay(true).build());

        assertThat(again).isEqualTo(first).doesNotHaveDuplicates();
        assertThat(first).allMatch(id -> id.matches("[0-9a-f-]{36}"));
    }

    @Test
    void makesOtherEventIdsForAnotherVersionOrStudy() {
        assertThat(idsOfARun(STUDY))
                .doesNotContainAnyElementsOf(idsOfARun(Records.study("S1", 2)))
                .doesNotContainAnyElementsOf(idsOfARun(Records.study("S2", 1)));
    }

    private List<String> idsOfARun(Study study) {
        StageLog log = new StageLog(study, Records.timeline(), "producer", clock);
        log.succeeded(Stage.fetch_sidecar);
        log.waiting(Stage.admit, 11_000, "capacity", null);
        log.succeeded(Stage.admit);
        log.modelSucceeded(Records.model("a"), 0, 1, null);
        log.modelSucceeded(Records.model("b"), 0, 1, null);
        log.modelSucceeded(new ModelUse("a", "2", "", "stable"), 0, 1, null);
        log.modelSucceeded(new ModelUse("a", "1", "", "canary"), 0, 1, null);
        log.finished();
        return log.events().stream().map(TelemetryEvent::getEventId).toList();
    }

    @Test
    void tellsOfAWaitThatWasLong() {
        StageLog log = log();
        pass(10_001);
        log.succeeded(Stage.admit);
        pass(20_000);
        log.rejected(Stage.fetch_image, RejectCode.object_gone, "none", 1);

        List<TelemetryEvent> waiting =
                log.events().stream().filter(e -> e.getStatus() == Status.waiting).toList();
        assertThat(waiting)
                .extracting(TelemetryEvent::getStage)
                .containsExactly(Stage.admit, Stage.fetch_image);
        assertThat(waiting)
                .extracting(TelemetryEvent::getErrorMessage)
                .containsExactly("capacity, or a model that was away", "the object store");
        assertThat(waiting)
                .extracting(TelemetryEvent::getLatencyMs)
                .containsExactly(10_001d, 20_000d);
        assertThat(log.events()).as("and the stages' own rows").hasSize(4);
    }

    @Test
    void tellsOfEveryStageInWhichAStudyCanWait() {
        for (Stage stage : Stage.values()) {
            StageLog log = log();
            pass(10_001);
            log.succeeded(stage);
            boolean waits =
                    List.of(
                                    Stage.admit,
                                    Stage.fetch_sidecar,
                                    Stage.fetch_image,
                                    Stage.prepare_tensors,
                                    Stage.inference,
                                    Stage.store_results)
                            .contains(stage);
            assertThat(log.events())
                    .extracting(TelemetryEvent::getStatus)
                    .as(stage.name())
                    .isEqualTo(
                            waits
                                    ? List.of(Status.waiting, Status.success)
                                    : List.of(Status.success));
        }
    }

    @Test
    void isSilentOfAShortWait() {
        StageLog log = log();
        pass(10_000);
        log.succeeded(Stage.admit);

        assertThat(log.events()).extracting(TelemetryEvent::getStatus).containsOnly(Status.success);
    }

    @Test
    void tellsUntilWhenAHalfWaits() {
        StageLog log = log();
        log.waiting(Stage.pair, 10_000, "the image has not come", Instant.EPOCH);

        assertThat(log.events().get(0).getMetadataJson())
                .isEqualTo("{\"deadline\":\"1970-01-01T00:00:00Z\"}");
    }
}
