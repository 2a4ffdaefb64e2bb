package io.radstream.job.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds what came of scripted traffic against what must come of it: each study version ends once,
 * as a result or as one reject; of the versions of one study the newest ends last, and its result
 * is the one that is kept.
 *
 * <p>Which versions are formed of an overwritten half depends on the order of delivery. Each that
 * was formed must have ended, so each object must be in an end; an older version may have been
 * overtaken wherever it was.
 */
public final class Ledger {

    private static final String SUPERSEDED = "superseded";
    private static final String NEVER_CAME = "-";

    private final Map<String, ScriptedStudy> studies;
    private final Map<String, Long> studyless;
    private final boolean everyObjectIsTold;

    private Ledger(
            Map<String, ScriptedStudy> studies,
            Map<String, Long> studyless,
            boolean everyObjectIsTold) {
        this.studies = studies;
        this.studyless = studyless;
        this.everyObjectIsTold = everyObjectIsTold;
    }

    /** A ledger of traffic of which an event tells of every object. */
    public static Ledger of(Collection<ScriptedStudy> studies) {
        Map<String, ScriptedStudy> byId = new TreeMap<>();
        studies.forEach(study -> byId.put(study.studyId(), study));
        return new Ledger(byId, Map.of(), true);
    }

    /**
     * The same for traffic that also holds events that name no study.
     *
     * @param rejects how many must be rejected, by code
     */
    public Ledger withStudyless(Map<String, Long> rejects) {
        return new Ledger(studies, Map.copyOf(rejects), everyObjectIsTold);
    }

    /**
     * The same for a source that may miss what is overwritten soon, as a folder's: only the newest
     * objects must be in an end.
     */
    public Ledger whereOverwrittenObjectsMayBeMissed() {
        return new Ledger(studies, studyless, false);
    }

    /** How many study versions must end as a result if nothing overtakes another. */
    public long expectedNewestResults() {
        return studies.values().stream()
                .filter(study -> study.newestEnd().equals(ScriptedStudy.RESULT))
                .count();
    }

    /**
     * Everything that is wrong; empty where nothing is.
     *
     * @param ends all that ended, in any order
     * @param kept the study version of the result that is kept, by study
     */
    public List<String> violations(Collection<End> ends, Map<String, String> kept) {
        List<String> violations = new ArrayList<>();
        Map<String, List<End>> byStudy = new HashMap<>();
        Map<String, Long> withoutStudy = new HashMap<>();
        for (End end : ends) {
            if (end.studyId() == null) {
                withoutStudy.merge(end.outcome(), 1L, Long::sum);
            } else if (!studies.containsKey(end.studyId())) {
                violations.add(end + ": nobody sent this study");
            } else {
                byStudy.computeIfAbsent(end.studyId(), id -> new ArrayList<>()).add(end);
            }
        }
        if (!withoutStudy.equals(studyless)) {
            violations.add(
                    "events that name no study: expected rejects "
                            + new TreeMap<>(studyless)
                            + ", came "
                            + new TreeMap<>(withoutStudy));
        }
        for (ScriptedStudy study : studies.values()) {
            List<End> its = byStudy.getOrDefault(study.studyId(), List.of());
            checkEnds(study, its, violations);
            checkKept(study, its, kept.get(study.studyId()), violations);
        }
        kept.keySet().stream()
                .filter(studyId -> !studies.containsKey(studyId))
                .forEach(studyId -> violations.add(studyId + ": a result of nobody is kept"));
        return violations;
    }

    private void checkEnds(ScriptedStudy study, List<End> ends, List<String> violations) {
        Set<String> versions = new HashSet<>();
        Set<String> told = new HashSet<>();
        for (End end : ends) {
            if (!versions.add(end.studyVersion())) {
                violations.add(end + ": this version ended twice");
            }
            judge(study, end, told).ifPresent(wrong -> violations.add(end + ": " + wrong));
        }
        if (!versions.contains(study.newestVersion())) {
            violations.add(
                    String.format(
                            "%s: expected its newest version %s to end as %s, came %s",
                            study.studyId(), study.newestVersion(), study.newestEnd(), ends));
        }
        if (everyObjectIsTold) {
            study.objects().stream()
                    .filter(object -> !told.contains(name(object)))
                    .forEach(
                            object ->
                                    violations.add(
                                            object.key()
                                                    + " "
                                                    + object.sequencer()
                                                    + ": is in no end"));
        }
    }

    /** What is wrong with this end, if anything. */
    private static Optional<String> judge(ScriptedStudy study, End end, Set<String> told) {
        String[] sequencers = end.studyVersion().split("\\.", -1);
        Optional<ScriptedObject> image = study.image(sequencers[0]);
        Optional<ScriptedObject> sidecar =
                sequencers.length == 2 ? study.sidecar(sequencers[1]) : Optional.empty();
        image.ifPresent(object -> told.add(name(object)));
        sidecar.ifPresent(object -> told.add(name(object)));
        boolean known =
                sequencers.length == 2
                        && (image.isPresent() || sequencers[0].equals(NEVER_CAME))
                        && (sidecar.isPresent() || sequencers[1].equals(NEVER_CAME))
                        && (image.isPresent() || sidecar.isPresent());
        if (!known) {
            return Optional.of("nobody sent such a version");
        }
        boolean newest = end.studyVersion().equals(study.newestVersion());
        if (newest) {
            return expect(study.newestEnd(), end);
        }
        if (end.outcome().equals(SUPERSEDED)) {
            return Optional.empty();
        }
        if (image.isEmpty() || sidecar.isEmpty()) {
            return Optional.of("the other half was there");
        }
        return expect(ScriptedStudy.endOf(image.get(), sidecar.get()), end);
    }

    private static Optional<String> expect(String outcome, End end) {
        return end.outcome().equals(outcome)
                ? Optional.empty()
                : Optional.of("expected it to end as " + outcome);
    }

    private static void checkKept(
            ScriptedStudy study, List<End> ends, String kept, List<String> violations) {
        Set<String> published =
                ends.stream()
                        .filter(end -> end.outcome().equals(ScriptedStudy.RESULT))
                        .map(End::studyVersion)
                        .collect(Collectors.toSet());
        if (published.isEmpty() && kept == null) {
            return;
        }
        boolean newestPublished = published.contains(study.newestVersion());
        boolean right =
                newestPublished ? study.newestVersion().equals(kept) : published.contains(kept);
        if (!right) {
            violations.add(
                    String.format(
                            "%s: expected the result of %s to be kept, came that of %s",
                            study.studyId(),
                            newestPublished ? study.newestVersion() : "one of " + published,
                            kept));
        }
    }

    private static String name(ScriptedObject object) {
        return object.half() + "/" + object.sequencer();
    }
}
