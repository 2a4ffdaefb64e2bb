package io.radstream.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.StageTiming;
import io.radstream.record.Status;
import io.radstream.record.StudyState;
import io.radstream.record.TelemetryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StudyJoinTest {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final long START_MS = ManualClock.START.toEpochMilli();

    private final ManualClock clock = new ManualClock();
    private final StudyJoin join = new StudyJoin(PATIENCE, true, clock);
    private final List<PairedStudy> paired = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final List<TelemetryEvent> telemetry = new ArrayList<>();
    private StudyState state;

    private JoinOutcome land(ObjectRef object) {
        return follow(join.onObject(state, Records.created(object)));
    }

    private JoinOutcome time(long eventTimeMs) {
        return follow(join.onTime(state, "S1", eventTimeMs, false));
    }

    private JoinOutcome follow(JoinOutcome outcome) {
        state = outcome.state();
        rejects.addAll(outcome.rejects());
        telemetry.addAll(outcome.telemetry());
        if (outcome.paired() != null) {
            paired.add(outcome.paired());
        }
        return outcome;
    }

    private List<String> versions() {
        return paired.stream().map(p -> p.getStudy().getStudyVersion()).toList();
    }

    @Test
    void pairsImageThenSidecar() {
        land(Records.image("S1", "A1"));
        land(Records.sidecar("S1", "51"));

        assertThat(versions()).containsExactly("A1.51");
        assertThat(state.getOrphanAtMs()).isZero();
        assertThat(rejects).isEmpty();
    }

    @Test
    void pairsSidecarThenImage() {
        land(Records.sidecar("S1", "51"));
        land(Records.image("S1", "A1"));

        assertThat(versions()).containsExactly("A1.51");
        assertThat(paired.get(0).getStudy().getImage().getKey()).isEqualTo("images/S1/S1.jpg");
        assertThat(paired.get(0).getStudy().getSidecar().getKey()).isEqualTo("images/S1/S1.json");
    }

    @Test
    void dropsDuplicatesWhateverTheirOrder() {
        land(Records.image("S1", "A1"));
        assertThat(land(Records.image("S1", "A1")).isDuplicate()).isTrue();
        land(Records.sidecar("S1", "51"));
        land(Records.image("S1", "A2"));
        assertThat(land(Records.image("S1", "A1")).isDuplicate()).isTrue();
        assertThat(land(Records.image("S1", "A2")).isDuplicate()).isTrue();
        assertThat(land(Records.sidecar("S1", "51")).isDuplicate()).isTrue();

        assertThat(versions()).containsExactly("A1.51", "A2.51");
        assertThat(rejects).isEmpty();
    }

    /**
     * The control of the ledger: it must see what the join does when it does not drop duplicates.
     */
    @Test
    void doublesAVersionWhenDuplicatesAreNotDropped() {
        StudyJoin careless = new StudyJoin(PATIENCE, false, clock);
        state = careless.onObject(null, Records.created(Records.image("S1", "A1"))).state();
        state = careless.onObject(state, Records.created(Records.sidecar("S1", "51"))).state();

        JoinOutcome again = careless.onObject(state, Records.created(Records.image("S1", "A1")));

        assertThat(again.paired().getStudy().getStudyVersion()).isEqualTo("A1.51");
    }

    @Test
    void opensAVersionForEveryNewerHalf() {
        land(Records.image("S1", "A1"));
        land(Records.sidecar("S1", "51"));
        land(Records.sidecar("S1", "52"));
        land(Records.image("S1", "A2"));

        assertThat(versions()).containsExactly("A1.51", "A1.52", "A2.52");
        assertThat(paired)
                .extracting(p -> p.getStudy().getVersionOrder())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /**
     * A, then B, then A again: the third has the first one's entity tag, and a sequencer of its
     * own.
     */
    @Test
    void knowsVersionsBySequencerAndNotByTag() {
        land(Records.sidecar("S1", "51"));
        for (String sequencer : List.of("A1", "A2", "A3")) {
            ObjectRef image = Records.image("S1", sequencer);
            land(ObjectRef.newBuilder(image).setEtag(sequencer.equals("A2") ? "b" : "a").build());
        }

        assertThat(versions()).containsExactly("A1.51", "A2.51", "A3.51");
    }

    @Test
    void endsAWaitingHalfThatANewerOneOvertakes() {
        land(Records.image("S1", "A1"));
        land(Records.image("S1", "A2"));
        land(Records.sidecar("S1", "51"));

        assertThat(versions()).containsExactly("A2.51");
        assertThat(rejects)
                .extracting(Reject::getCode, Reject::getStudyVersion, Reject::getStage)
                .containsExactly(tuple(RejectCode.superseded, "A1.-", "pair"));
        assertThat(rejects.get(0).getObjects())
                .extracting(ObjectRef::getSequencer)
                .containsExactly("A1");
    }

    @Test
    void endsAnOlderHalfThatComesLate() {
        land(Records.image("S1", "A2"));
        land(Records.sidecar("S1", "51"));
        land(Records.image("S1", "A1"));

        assertThat(versions()).containsExactly("A2.51");
        assertThat(rejects)
                .extracting(Reject::getCode, Reject::getStudyVersion)
                .containsExactly(tuple(RejectCode.superseded, "A1.-"));
        assertThat(land(Records.image("S1", "A1")).isDuplicate()).isTrue();
    }

    @Test
    void takesTheLaterEventsImageWhereAStudyHasTwoFormats() {
        land(Records.sidecar("S1", "51"));
        land(Records.object("S1", "jpg", "FF", ManualClock.START));
        land(Records.object("S1", "png", "00", ManualClock.START.plusSeconds(5)));

        assertThat(versions()).containsExactly("FF.51", "00.51");
    }

    @Test
    void endsAHalfThatStaysAlone() {
        land(Records.image("S1", "A1"));
        assertThat(state.getOrphanAtMs()).isEqualTo(START_MS + PATIENCE.toMillis());

        time(START_MS + PATIENCE.toMillis() - 1);
        assertThat(rejects).isEmpty();
        time(START_MS + PATIENCE.toMillis());

        assertThat(rejects)
                .extracting(Reject::getCode, Reject::getStudyVersion)
                .containsExactly(tuple(RejectCode.sidecar_missing, "A1.-"));
        assertThat(rejects.get(0).getMessage())
                .isEqualTo("expected the sidecar within 900 s of the image's arrival, came none");
        assertThat(state.getOrphanAtMs()).isZero();
    }

    @Test
    void endsASidecarThatStaysAlone() {
        land(Records.sidecar("S1", "51"));
        time(Long.MAX_VALUE);

        assertThat(rejects)
                .extracting(Reject::getCode, Reject::getStudyVersion)
                .containsExactly(tuple(RejectCode.image_missing, "-.51"));
    }

    @Test
    void opensAVersionForAHalfThatComesAfterItsOrphansReject() {
        land(Records.image("S1", "A1"));
        time(Long.MAX_VALUE);
        land(Records.sidecar("S1", "51"));

        assertThat(versions()).containsExactly("A1.51");
        assertThat(rejects).hasSize(1);
    }

    /** It has ended already: overtaking it must not end it again. */
    @Test
    void endsAnOrphanOnce() {
        land(Records.image("S1", "A1"));
        time(Long.MAX_VALUE);
        land(Records.image("S1", "A2"));
        time(Long.MAX_VALUE);

        assertThat(rejects)
                .extracting(Reject::getCode, Reject::getStudyVersion)
                .containsExactly(
                        tuple(RejectCode.sidecar_missing, "A1.-"),
                        tuple(RejectCode.sidecar_missing, "A2.-"));
    }

    @Test
    void tellsOfAHalfThatWaits() {
        land(Records.image("S1", "A1"));
        clock.advance(Duration.ofSeconds(11));
        time(START_MS + 10_000);
        time(START_MS + 10_001);

        assertThat(telemetry).hasSize(1);
        TelemetryEvent waiting = telemetry.get(0);
        assertThat(waiting.getStatus()).isEqualTo(Status.waiting);
        assertThat(waiting.getStage()).isEqualTo(Stage.pair);
        assertThat(waiting.getLatencyMs()).isEqualTo(11_000);
        assertThat(waiting.getErrorMessage()).isEqualTo("the sidecar has not come");
        assertThat(waiting.getMetadataJson())
                .isEqualTo("{\"deadline\":\"" + ManualClock.START.plus(PATIENCE) + "\"}");
        assertThat(state.getOrphanAtMs()).isPositive();
    }

    @Test
    void dividesTheTimeUpToThePair() {
        clock.advance(Duration.ofMillis(40));
        land(Records.image("S1", "A1"));
        clock.advance(Duration.ofSeconds(3));
        land(Records.object("S1", "json", "51", ManualClock.START.plusMillis(2990)));

        assertThat(paired.get(0).getTimeline().getStages())
                .extracting(StageTiming::getStage, StageTiming::getLatencyMs)
                .containsExactly(
                        tuple(Stage.queue, 990.0),
                        tuple(Stage.source_lag, 50.0),
                        tuple(Stage.pair, 3000.0));
        assertThat(paired.get(0).getTimeline().getArrivedUs()).isEqualTo((START_MS + 2990) * 1000);
        assertThat(paired.get(0).getTimeline().getEndedUs()).isEqualTo((START_MS + 3040) * 1000);
    }

    @Test
    void keepsTheFirstImagesDay() {
        land(Records.object("S1", "jpg", "A1", ManualClock.START));
        land(Records.sidecar("S1", "51"));
        land(Records.object("S1", "jpg", "A2", ManualClock.START.plus(Duration.ofDays(1))));

        assertThat(paired)
                .extracting(p -> p.getStudy().getFirstImageAt())
                .containsOnly(ManualClock.START);
    }

    @Test
    void remembersABoundedNumberOfOlderVersions() {
        land(Records.sidecar("S1", "51"));
        for (int i = 0; i < 3 * StudyJoin.MOST_SEEN; i++) {
            land(Records.image("S1", String.format("%08X", i)));
        }

        assertThat(state.getSeen()).hasSize(StudyJoin.MOST_SEEN);
        assertThat(versions()).hasSize(3 * StudyJoin.MOST_SEEN).doesNotHaveDuplicates();
    }
}
