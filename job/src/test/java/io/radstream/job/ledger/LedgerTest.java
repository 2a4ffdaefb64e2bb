package io.radstream.job.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.Half;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The ledger must see whatever can go wrong. */
final class LedgerTest {

    private static final ScriptedStudy PAIR =
            new ScriptedStudy(
                    "P", List.of(object(Half.image, "A1", null)), List.of(sidecar("51", null)));
    private static final ScriptedStudy TWICE =
            new ScriptedStudy(
                    "T",
                    List.of(object(Half.image, "A1", null), object(Half.image, "A2", null)),
                    List.of(sidecar("51", null)));
    private static final ScriptedStudy ORPHAN =
            new ScriptedStudy("O", List.of(object(Half.image, "A1", null)), List.of());
    private static final ScriptedStudy INVALID =
            new ScriptedStudy(
                    "I",
                    List.of(object(Half.image, "A1", null)),
                    List.of(sidecar("51", "sidecar_invalid")));

    private static final List<End> RIGHT =
            List.of(
                    new End("P", "A1.51", "result"),
                    new End("T", "A1.51", "superseded"),
                    new End("T", "A2.51", "result"),
                    new End("O", "A1.-", "sidecar_missing"),
                    new End("I", "A1.51", "sidecar_invalid"));
    private static final Map<String, String> KEPT = Map.of("P", "A1.51", "T", "A2.51");

    private final Ledger ledger = Ledger.of(List.of(PAIR, TWICE, ORPHAN, INVALID));

    private static ScriptedObject object(Half half, String sequencer, String badEnd) {
        String extension = half == Half.image ? "jpg" : "json";
        return new ScriptedObject("X", half, extension, new byte[0], sequencer, badEnd);
    }

    private static ScriptedObject sidecar(String sequencer, String badEnd) {
        return object(Half.sidecar, sequencer, badEnd);
    }

    private List<String> without(End end) {
        List<End> ends = new ArrayList<>(RIGHT);
        assertThat(ends.remove(end)).isTrue();
        return ledger.violations(ends, KEPT);
    }

    private List<String> with(End end) {
        List<End> ends = new ArrayList<>(RIGHT);
        ends.add(end);
        return ledger.violations(ends, KEPT);
    }

    @Test
    void findsNothingWhereAllIsRight() {
        assertThat(ledger.violations(RIGHT, KEPT)).isEmpty();
    }

    @Test
    void seesWhatIsLost() {
        for (End end : RIGHT) {
            assertThat(without(end)).as("without %s", end).isNotEmpty();
        }
    }

    @Test
    void seesWhatEndsTwice() {
        for (End end : RIGHT) {
            assertThat(with(end)).as("with another %s", end).isNotEmpty();
        }
        assertThat(with(new End("P", "A1.51", "object_gone"))).isNotEmpty();
    }

    @Test
    void seesWhatEndsAsSomethingElse() {
        for (End end : RIGHT) {
            List<End> ends = new ArrayList<>(RIGHT);
            ends.remove(end);
            ends.add(new End(end.studyId(), end.studyVersion(), "inference_failed"));
            assertThat(ledger.violations(ends, KEPT)).as("%s", end).isNotEmpty();
        }
    }

    @Test
    void letsAnOlderVersionBeAResultOrBeOvertaken() {
        List<End> ends = new ArrayList<>(RIGHT);
        ends.remove(new End("T", "A1.51", "superseded"));
        ends.add(new End("T", "A1.51", "result"));
        assertThat(ledger.violations(ends, KEPT)).isEmpty();
        ends.remove(new End("T", "A1.51", "result"));
        ends.add(new End("T", "A1.-", "superseded"));
        assertThat(ledger.violations(ends, KEPT)).isEmpty();
    }

    @Test
    void seesAFalseOrphan() {
        assertThat(with(new End("P", "A1.-", "sidecar_missing"))).hasSize(1);
    }

    @Test
    void seesAnOldResultThatIsKept() {
        assertThat(ledger.violations(RIGHT, Map.of("P", "A1.51", "T", "A1.51"))).hasSize(1);
        assertThat(ledger.violations(RIGHT, Map.of("P", "A1.51"))).hasSize(1);
        assertThat(ledger.violations(RIGHT, Map.of("P", "A1.51", "T", "A2.51", "I", "A1.51")))
                .hasSize(1);
    }

    @Test
    void seesWhatNobodySent() {
        assertThat(with(new End("Q", "A1.51", "result"))).hasSize(1);
        assertThat(with(new End("P", "A9.51", "superseded"))).hasSize(1);
        assertThat(with(new End("P", "-.-", "superseded"))).hasSize(1);
        assertThat(with(new End(null, null, "event_malformed"))).hasSize(1);
    }

    @Test
    void missesNoOverwrittenObjectOnlyWhereEachIsTold() {
        assertThat(without(new End("T", "A1.51", "superseded"))).hasSize(1);
        List<End> ends = new ArrayList<>(RIGHT);
        ends.remove(new End("T", "A1.51", "superseded"));
        assertThat(ledger.whereOverwrittenObjectsMayBeMissed().violations(ends, KEPT)).isEmpty();
    }

    @Test
    void scriptsTheSameTrafficWithTheSameSeed() {
        ScriptedStudies once = ScriptedStudies.of(7, 200, Mix.ROUGH, new TinyContent());
        ScriptedStudies again = ScriptedStudies.of(7, 200, Mix.ROUGH, new TinyContent());

        assertThat(keys(again)).isEqualTo(keys(once));
        assertThat(once.deliveries().size())
                .as("some are delivered twice")
                .isGreaterThan(once.landings().size());
        Set<String> ends =
                once.studies().stream().map(ScriptedStudy::newestEnd).collect(Collectors.toSet());
        assertThat(ends)
                .containsExactlyInAnyOrder(
                        "result",
                        "sidecar_missing",
                        "image_missing",
                        "sidecar_invalid",
                        "sidecar_malformed",
                        "image_undecodable");
    }

    private static List<String> keys(ScriptedStudies studies) {
        return studies.deliveries().stream()
                .map(d -> d.at() + " " + d.object().key() + " " + d.object().sequencer())
                .toList();
    }
}
