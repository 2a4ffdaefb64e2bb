package io.radstream.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.ObjectRef;
import io.radstream.record.Reject;
import io.radstream.record.Study;
import io.radstream.record.StudyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the order in which a study's events come, and however often: nothing is lost and nothing
 * ends twice.
 */
final class StudyJoinProperties {

    private final ManualClock clock = new ManualClock();
    private final StudyJoin join = new StudyJoin(Duration.ofMinutes(15), true, clock);

    /** Events of images A1 to A4 and sidecars 51 to 54, some of them twice, in any order. */
    @Provide
    Arbitrary<List<ObjectRef>> deliveries() {
        Arbitrary<ObjectRef> images =
                Arbitraries.of("A1", "A2", "A3", "A4").map(s -> Records.image("S1", s));
        Arbitrary<ObjectRef> sidecars =
                Arbitraries.of("51", "52", "53", "54").map(s -> Records.sidecar("S1", s));
        return Arbitraries.oneOf(images, sidecars).list().ofMinSize(1).ofMaxSize(16);
    }

    @Property
    void everyObjectEndsAndNoVersionEndsTwice(
            @ForAll("deliveries") List<ObjectRef> deliveries, @ForAll boolean flushedHalfWay) {
        List<Study> paired = new ArrayList<>();
        List<Reject> rejects = new ArrayList<>();
        StudyState state = null;
        for (int i = 0; i < deliveries.size(); i++) {
            JoinOutcome outcome = join.onObject(state, Records.created(deliveries.get(i)));
            state = collect(outcome, paired, rejects);
            if (flushedHalfWay && i == deliveries.size() / 2) {
                state = collect(join.onTime(state, "S1", Long.MAX_VALUE, true), paired, rejects);
            }
        }
        state = collect(join.onTime(state, "S1", Long.MAX_VALUE, true), paired, rejects);

        List<String> versions = new ArrayList<>();
        Set<String> ended = new HashSet<>();
        for (Study study : paired) {
            versions.add(study.getStudyVersion());
            ended.add(study.getImage().getSequencer());
            ended.add(study.getSidecar().getSequencer());
        }
        for (Reject reject : rejects) {
            versions.add(reject.getStudyVersion());
            reject.getObjects().forEach(object -> ended.add(object.getSequencer()));
        }
        assertThat(versions).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(ended)).isEqualTo(sequencers(deliveries));
        assertThat(state.getOrphanAtMs()).isZero();
        newestOfBothHalvesGoesOnLast(deliveries, paired);
    }

    private static void newestOfBothHalvesGoesOnLast(
            List<ObjectRef> deliveries, List<Study> paired) {
        String image = newest(deliveries, "jpg");
        String sidecar = newest(deliveries, "json");
        if (image == null || sidecar == null) {
            assertThat(paired).isEmpty();
        } else {
            assertThat(paired.get(paired.size() - 1).getStudyVersion())
                    .isEqualTo(image + "." + sidecar);
        }
        assertThat(paired).extracting(Study::getVersionOrder).isSorted();
    }

    private static StudyState collect(
            JoinOutcome outcome, List<Study> paired, List<Reject> rejects) {
        if (outcome.paired() != null) {
            paired.add(outcome.paired().getStudy());
        }
        rejects.addAll(outcome.rejects());
        return outcome.state();
    }

    private static Set<String> sequencers(List<ObjectRef> deliveries) {
        TreeSet<String> sequencers = new TreeSet<>();
        deliveries.forEach(object -> sequencers.add(object.getSequencer()));
        return sequencers;
    }

    private static String newest(List<ObjectRef> deliveries, String extension) {
        return deliveries.stream()
                .filter(object -> object.getKey().endsWith(extension))
                .map(ObjectRef::getSequencer)
                .max(String::compareTo)
                .orElse(null);
    }
}
