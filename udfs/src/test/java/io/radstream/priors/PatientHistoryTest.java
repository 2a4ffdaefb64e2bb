package io.radstream.priors;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.PatientState;
import io.radstream.record.Priors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PatientHistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private static PatientHistory empty() {
        return new PatientHistory(null);
    }

    @Test
    void beginsWithNothing() {
        assertThat(empty().before("S1", NOON)).isEqualTo(new Priors(0, null));
    }

    @Test
    void countsTheOthersAndTellsTheLatest() {
        PatientHistory history =
                empty().with("S1", NOON.minusSeconds(20)).with("S2", NOON.minusSeconds(10));

        assertThat(history.before("S3", NOON)).isEqualTo(new Priors(2, NOON.minusSeconds(10)));
    }

    @Test
    void doesNotCountAStudyAsItsOwn() {
        assertThat(empty().with("S1", NOON).before("S1", NOON)).isEqualTo(new Priors(0, null));
    }

    /** As after a replay: what came later in time is no prior. */
    @Test
    void countsNothingLater() {
        PatientHistory history = empty().with("S2", NOON.plusMillis(1)).with("S3", NOON);

        assertThat(history.before("S1", NOON)).isEqualTo(new Priors(1, NOON));
    }

    @Test
    void takesTheTimeOfAStudysNewerVersion() {
        PatientHistory history =
                empty().with("S1", NOON.minusSeconds(9)).with("S1", NOON.minusSeconds(3));

        assertThat(history.before("S2", NOON)).isEqualTo(new Priors(1, NOON.minusSeconds(3)));
    }

    @Test
    void forgetsTheOldestBeyondAHundred() {
        PatientHistory history = empty();
        for (int i = 0; i <= PatientHistory.MOST_STUDIES; i++) {
            history.with("S" + i, NOON.minusSeconds(1000 - i));
        }

        assertThat(history.state().getStudiedAtMs())
                .hasSize(PatientHistory.MOST_STUDIES)
                .doesNotContainKey("S0");
        assertThat(history.before("new", NOON).getCount()).isEqualTo(PatientHistory.MOST_STUDIES);
    }

    @Test
    void leavesTheStateItCameFromAsItWas() {
        PatientState state = empty().with("S1", NOON).state();
        new PatientHistory(state).with("S2", NOON);

        assertThat(state.getStudiedAtMs()).containsOnlyKeys("S1");
    }

    /** One study at its time. */
    record Studied(String id, int second) {}

    @Provide
    Arbitrary<List<Studied>> studies() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 130).map(i -> "S" + i),
                        Arbitraries.integers().between(0, 300))
                .as(Studied::new)
                .list()
                .ofMaxSize(250);
    }

    /** Whatever came, and however often the state was stored and read in between. */
    @Property(tries = 200)
    void knowsWhatAPlainListKnows(@ForAll("studies") List<Studied> studies) {
        PatientState state = null;
        Map<String, Integer> known = new HashMap<>();
        for (Studied studied : studies) {
            Instant at = Instant.ofEpochSecond(studied.second());
            PatientHistory history = new PatientHistory(state);
            Priors priors = history.before(studied.id(), at);
            List<Integer> earlier = new ArrayList<>();
            known.forEach(
                    (id, second) -> {
                        if (!id.equals(studied.id()) && second <= studied.second()) {
                            earlier.add(second);
                        }
                    });
            assertThat(priors.getCount()).isEqualTo(earlier.size());
            assertThat(priors.getLastAt())
                    .isEqualTo(
                            earlier.stream()
                                    .max(Integer::compare)
                                    .map(Instant::ofEpochSecond)
                                    .orElse(null));

            state = history.with(studied.id(), at).state();
            known.put(studied.id(), studied.second());
            if (known.size() > PatientHistory.MOST_STUDIES) {
                known.entrySet().stream()
                        .min(
                                Map.Entry.<String, Integer>comparingByValue()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .ifPresent(known::remove);
            }
            assertThat(state.getStudiedAtMs()).hasSameSizeAs(known);
        }
    }
}
