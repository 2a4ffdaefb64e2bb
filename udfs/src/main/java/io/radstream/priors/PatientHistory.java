package io.radstream.priors;

import io.radstream.record.PatientState;
import io.radstream.record.Priors;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of one patient's studies. Pure. */
final class PatientHistory {

    /** More studies than this of one patient are forgotten, the oldest first. */
    static final int MOST_STUDIES = 100;

    private final Map<String, Long> studiedAtMs;

    PatientHistory(PatientState state) {
        this.studiedAtMs = state == null ? new HashMap<>() : new HashMap<>(state.getStudiedAtMs());
    }

    /**
     * The other studies up to this one's time: a study is not its own prior, nor are later ones.
     */
    Priors before(String studyId, Instant at) {
        Map<String, Long> others = new HashMap<>(studiedAtMs);
        others.remove(studyId);
        others.values().removeIf(time -> time > at.toEpochMilli());
        Optional<Long> last = others.values().stream().max(Comparator.naturalOrder());
        return new Priors(others.size(), last.map(Instant::ofEpochMilli).orElse(null));
    }

    /** A newer version of a study replaces its time. */
    PatientHistory with(String studyId, Instant at) {
        studiedAtMs.put(studyId, at.toEpochMilli());
        if (studiedAtMs.size() > MOST_STUDIES) {
            studiedAtMs.entrySet().stream()
                    .min(
                            Map.Entry.<String, Long>comparingByValue()
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .ifPresent(studiedAtMs::remove);
        }
        return this;
    }

    PatientState state() {
        return new PatientState(studiedAtMs);
    }
}
