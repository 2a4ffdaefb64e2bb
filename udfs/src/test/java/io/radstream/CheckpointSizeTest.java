package io.radstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.AsyncHarness;
import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.ManualClock;
import io.radstream.inference.InferenceLimits;
import io.radstream.inference.InferenceStep;
import io.radstream.inference.ModelNames;
import io.radstream.record.DescribedStudy;
import io.radstream.record.ImageSize;
import io.radstream.record.Metadata;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.Priority;
import io.radstream.record.Priors;
import io.radstream.record.Stage;
import io.radstream.record.StageTiming;
import io.radstream.record.Study;
import io.radstream.record.Timeline;
import io.radstream.record.Verdict;
import io.radstream.sidecar.PseudonymKey;
import io.radstream.sidecar.SidecarLimits;
import io.radstream.sidecar.SidecarStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.junit.jupiter.api.Test;

/** What a study that waits adds to each checkpoint: at most 4 KB, with all that it can carry. */
final class CheckpointSizeTest {

    private static final int MOST_BYTES = 4096;
    private static final int STUDIES = 500;
    private static final String STUDY_ID = "S-".repeat(32);

    private static ObjectRef object(String extension) {
        return ObjectRef.newBuilder()
                .setBucket("b".repeat(63))
                .setKey("images/" + STUDY_ID + '/' + STUDY_ID + '.' + extension)
                .setVersionId("v".repeat(32))
                .setEtag("e".repeat(32) + "-1000")
                .setSequencer("0".repeat(20))
                .setSizeBytes(Integer.MAX_VALUE)
                .setEventAt(ManualClock.START)
                .setArrivedAt(ManualClock.START)
                .build();
    }

    private static Study study() {
        return Study.newBuilder()
                .setStudyId(STUDY_ID)
                .setStudyVersion("0".repeat(20) + '.' + "0".repeat(20))
                .setVersionOrder(Long.MAX_VALUE)
                .setImage(object("jpeg"))
                .setSidecar(object("json"))
                .setFirstImageAt(ManualClock.START)
                .build();
    }

    private static Timeline timeline() {
        List<StageTiming> stages =
                List.of(
                        new StageTiming(Stage.queue, 1.5),
                        new StageTiming(Stage.source_lag, 1.5),
                        new StageTiming(Stage.pair, 1.5),
                        new StageTiming(Stage.fetch_sidecar, 1.5),
                        new StageTiming(Stage.validate_metadata, 1.5));
        return new Timeline(Long.MAX_VALUE, Long.MAX_VALUE, stages);
    }

    /** All fields at their longest, and annotations as long as they are carried. */
    private static DescribedStudy described() {
        String text = "x".repeat(64);
        Metadata metadata =
                Metadata.newBuilder()
                        .setView("OBLIQUE")
                        .setTimestamp(ManualClock.START)
                        .setPatientPseudonym("ab".repeat(32))
                        .setPseudonymKeyId("k".repeat(32))
                        .setStudyDate("2026-03-04")
                        .setModality(text)
                        .setBodyPart(text)
                        .setImageSize(new ImageSize(100_000, 100_000))
                        .setPriority(Priority.stat)
                        .setAnnotationsJson("[\"" + "x".repeat(2044) + "\"]")
                        .setPipelineVersion(text)
                        .setTestData(true)
                        .setWarnings(List.of("w".repeat(100), "w".repeat(100)))
                        .build();
        return new DescribedStudy(study(), metadata, new Priors(100, Instant.EPOCH), timeline());
    }

    @Test
    void aStudyInInferenceIsSmall() throws Exception {
        FakeInferenceClient never = new FakeInferenceClient();
        never.onDescribe(model -> new CompletableFuture<>());
        InferenceStep step =
                new InferenceStep(
                        onRetry -> new FakeObjectStore(),
                        events -> never,
                        ModelNames.defaults(),
                        new InferenceLimits(4, Integer.MAX_VALUE, 1 << 20, 1),
                        new ManualClock());

        assertThat(bytesAStudy(step, DescribedStudy.class, described()))
                .isBetween(2048, MOST_BYTES);
    }

    @Test
    void aStudyWhoseSidecarIsFetchedIsSmaller() throws Exception {
        FakeObjectStore never = new FakeObjectStore();
        never.onGet(object -> new CompletableFuture<>());
        Study study = study();
        study.setSidecar(ObjectRef.newBuilder(study.getSidecar()).setSizeBytes(60_000).build());
        SidecarStep step =
                new SidecarStep(
                        onRetry -> never,
                        () -> new PseudonymKey("k1", new byte[16]),
                        new SidecarLimits(Duration.ofDays(1), 2048, java.util.Set.of()),
                        new ManualClock());

        assertThat(bytesAStudy(step, PairedStudy.class, new PairedStudy(study, timeline())))
                .isBetween(300, 1024);
    }

    private static <T extends SpecificRecord> int bytesAStudy(
            AsyncFunction<T, Verdict> step, Class<T> type, T study) throws Exception {
        try (AsyncHarness<T> harness = AsyncHarness.open(step, type)) {
            for (int i = 0; i < STUDIES; i++) {
                harness.process(study);
            }
            assertThat(harness.mails()).as("all of them wait").isZero();
            OperatorSubtaskState snapshot = harness.snapshot();
            return (int) (snapshot.getManagedOperatorState().getStateSize() / STUDIES);
        }
    }
}
