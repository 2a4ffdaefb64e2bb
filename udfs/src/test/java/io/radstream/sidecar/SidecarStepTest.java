package io.radstream.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.AsyncHarness;
import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.DescribedStudy;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.StageTiming;
import io.radstream.record.Status;
import io.radstream.record.Study;
import io.radstream.record.TelemetryEvent;
import io.radstream.record.Verdict;
import io.radstream.storage.ObjectGoneException;
import io.radstream.storage.ObjectOvertakenException;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectTooLargeException;
import io.radstream.storage.RetryingObjectStore;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

final class SidecarStepTest {

    private static final String PATIENT = "CANARY-4711";
    private static final PseudonymKey KEY =
            new PseudonymKey("k1", "0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    private final ManualClock clock = new ManualClock();
    private final FakeObjectStore store = new FakeObjectStore();

    private SidecarStep step() {
        return step(store);
    }

    private SidecarStep step(ObjectStore opened) {
        return new SidecarStep(onRetry -> opened, () -> KEY, SidecarLimits.defaults(), clock);
    }

    private void holdSidecar(String studyId, String content) {
        store.hold(
                Records.sidecar(studyId, "0").getKey(), content.getBytes(StandardCharsets.UTF_8));
    }

    private static String sidecar(String studyId) {
        return String.format(
                "{\"study_id\":\"%s\",\"view\":\"PA\",\"timestamp\":\"2026-03-04T05:06:07\","
                        + "\"patient_id\":\"%s\"}",
                studyId, PATIENT);
    }

    private Verdict verdictOn(PairedStudy paired) throws Exception {
        try (AsyncHarness<PairedStudy> harness = AsyncHarness.open(step(), PairedStudy.class)) {
            harness.process(paired);
            return harness.verdicts(1).get(0);
        }
    }

    @Test
    void describesTheStudy() throws Exception {
        holdSidecar("S1", sidecar("S1"));
        store.onGet(
                object -> {
                    clock.advance(Duration.ofMillis(30));
                    return CompletableFuture.completedFuture(store.content(object.getKey()));
                });

        Verdict verdict = verdictOn(Records.paired("S1"));

        DescribedStudy described = (DescribedStudy) verdict.getPassed();
        assertThat(verdict.getReject()).isNull();
        assertThat(described.getStudy()).isEqualTo(Records.study("S1", 1));
        assertThat(described.getMetadata().getView()).isEqualTo("PA");
        assertThat(described.getMetadata().getPatientPseudonym())
                .isEqualTo(new Pseudonymizer(KEY).pseudonym(PATIENT));
        assertThat(described.getTimeline().getStages())
                .containsExactly(
                        new StageTiming(Stage.fetch_sidecar, 30d),
                        new StageTiming(Stage.validate_metadata, 0d));
        assertThat(verdict.getTelemetry())
                .extracting(TelemetryEvent::getStage)
                .containsExactly(Stage.fetch_sidecar, Stage.validate_metadata);
        assertThat(verdict.getTelemetry())
                .extracting(TelemetryEvent::getStatus)
                .containsOnly(Status.success);
    }

    @Test
    void emitsAndKeepsNothingOfThePatient() throws Exception {
        holdSidecar("S1", sidecar("S1"));
        holdSidecar("S2", sidecar("S2").replace("\"PA\"", "\"SIDEWAYS\""));
        holdSidecar("S3", sidecar("another"));
        holdSidecar("S4", sidecar("S4") + PATIENT);
        holdSidecar("S5", sidecar("S5").replace("CANARY", "CANARY".repeat(30)));

        try (AsyncHarness<PairedStudy> harness = AsyncHarness.open(step(), PairedStudy.class)) {
            for (int i = 1; i <= 5; i++) {
                harness.process(Records.paired("S" + i));
            }
            assertThat(harness.verdicts(5))
                    .allSatisfy(verdict -> assertThat(verdict.toString()).doesNotContain("CANARY"));
        }
    }

    @Test
    void rejectsAnInvalidSidecarWithAllItsViolations() throws Exception {
        holdSidecar("S1", "{\"study_id\":\"S2\",\"view\":\"UP\"}");

        Verdict verdict = verdictOn(Records.paired("S1"));

        assertThat(verdict.getReject().getCode()).isEqualTo(RejectCode.sidecar_invalid);
        assertThat(verdict.getReject().getStage()).isEqualTo("validate_metadata");
        assertThat(verdict.getReject().getMessage())
                .contains("study_id: ")
                .contains("view: ")
                .contains("timestamp: ");
        assertThat(verdict.getReject().getObjects()).hasSize(2);
        assertThat(verdict.getTelemetry())
                .extracting(TelemetryEvent::getStatus)
                .containsExactly(Status.success, Status.failed);
    }

    @Test
    void rejectsWhatIsNoSidecar() throws Exception {
        holdSidecar("S1", "[".repeat(60_000));

        assertThat(verdictOn(Records.paired("S1")).getReject().getCode())
                .isEqualTo(RejectCode.sidecar_malformed);
    }

    @Test
    void fetchesNothingThatItsEventCallsTooLarge() throws Exception {
        store.onGet(
                object -> {
                    throw new AssertionError("expected no fetch");
                });
        Study study = Records.study("S1", 1);
        ObjectRef large =
                ObjectRef.newBuilder(study.getSidecar())
                        .setSizeBytes(SidecarLimits.MOST_BYTES + 1)
                        .build();

        Reject reject =
                verdictOn(
                                new PairedStudy(
                                        Study.newBuilder(study).setSidecar(large).build(),
                                        Records.timeline()))
                        .getReject();

        assertThat(reject.getCode()).isEqualTo(RejectCode.sidecar_malformed);
        assertThat(reject.getMessage())
                .isEqualTo("expected an object of at most 65536 bytes, came 65537");
        assertThat(reject.getStage()).isEqualTo("fetch_sidecar");
    }

    @Test
    void endsWhatCannotBeFetched() throws Exception {
        assertThat(codeWhenFetchFailsWith(new ObjectGoneException("none")))
                .isEqualTo(RejectCode.object_gone);
        assertThat(codeWhenFetchFailsWith(new ObjectOvertakenException("newer")))
                .isEqualTo(RejectCode.superseded);
        assertThat(codeWhenFetchFailsWith(new ObjectTooLargeException(65_536, 10_000_000)))
                .isEqualTo(RejectCode.sidecar_malformed);
    }

    private RejectCode codeWhenFetchFailsWith(RuntimeException failure) throws Exception {
        store.onGet(object -> CompletableFuture.failedFuture(failure));
        RejectCode plain = verdictOn(Records.paired("S1")).getReject().getCode();
        store.onGet(object -> CompletableFuture.failedFuture(new CompletionException(failure)));
        assertThat(verdictOn(Records.paired("S1")).getReject().getCode()).isEqualTo(plain);
        return plain;
    }

    @Test
    void tellsAnOvertakenStudyFromAFailedOne() throws Exception {
        store.onGet(
                object -> CompletableFuture.failedFuture(new ObjectOvertakenException("newer")));

        assertThat(verdictOn(Records.paired("S1")).getTelemetry())
                .extracting(TelemetryEvent::getStatus)
                .containsExactly(Status.superseded);
    }

    /** The store's fault passes: it makes the study wait, never end. */
    @Test
    void waitsForAStoreThatIsAway() throws Exception {
        holdSidecar("S1", sidecar("S1"));
        AtomicInteger calls = new AtomicInteger();
        store.onGet(
                object -> {
                    clock.advance(Duration.ofSeconds(6));
                    return calls.incrementAndGet() <= 2
                            ? CompletableFuture.failedFuture(
                                    new UncheckedIOException(new AccessDeniedException("503")))
                            : CompletableFuture.completedFuture(store.content(object.getKey()));
                });
        AtomicInteger retries = new AtomicInteger();
        RetryingObjectStore retrying =
                new RetryingObjectStore(store, Duration.ofMinutes(5), retries::incrementAndGet);

        try (AsyncHarness<PairedStudy> harness =
                AsyncHarness.open(step(retrying), PairedStudy.class)) {
            harness.process(Records.paired("S1"));
            Verdict verdict = harness.verdicts(1).get(0);

            assertThat(verdict.getPassed()).isInstanceOf(DescribedStudy.class);
            assertThat(retries).hasValue(2);
            assertThat(verdict.getTelemetry())
                    .extracting(TelemetryEvent::getStatus)
                    .as("a wait of 18 s is told of")
                    .containsExactly(Status.waiting, Status.success, Status.success);
        }
    }

    @Test
    void letsNobodyWaitForAFetchThatHangs() throws Exception {
        holdSidecar("S2", sidecar("S2"));
        CompletableFuture<byte[]> hanging = new CompletableFuture<>();
        hangFor("S1", hanging);
        try (AsyncHarness<PairedStudy> harness = AsyncHarness.open(step(), PairedStudy.class)) {
            harness.process(Records.paired("S1"));
            harness.process(Records.paired("S2"));
            assertThat(studyIdOf(harness.verdicts(1).get(0))).isEqualTo("S2");

            hanging.complete(sidecar("S1").getBytes(StandardCharsets.UTF_8));
            assertThat(studyIdOf(harness.verdicts(2).get(1))).isEqualTo("S1");
        }
    }

    /** A snapshot holds who waits, and a restore asks again. */
    @Test
    void fetchesAgainAfterARestore() throws Exception {
        holdSidecar("S1", sidecar("S1"));
        hangFor("S1", new CompletableFuture<>());
        OperatorSubtaskState snapshot;
        try (AsyncHarness<PairedStudy> harness = AsyncHarness.open(step(), PairedStudy.class)) {
            harness.process(Records.paired("S1"));
            snapshot = harness.snapshot();
        }
        assertThat(store.isClosed()).isTrue();

        store.onGet(object -> CompletableFuture.completedFuture(store.content(object.getKey())));
        try (AsyncHarness<PairedStudy> restored =
                AsyncHarness.restore(step(), PairedStudy.class, snapshot)) {
            assertThat(studyIdOf(restored.verdicts(1).get(0))).isEqualTo("S1");
        }
    }

    /** An unknown failure is nobody's verdict. */
    @Test
    void failsTheJobWhereNothingIsKnownOfTheFault() throws Exception {
        store.onGet(object -> CompletableFuture.failedFuture(new IllegalStateException("odd")));
        try (AsyncHarness<PairedStudy> harness = AsyncHarness.open(step(), PairedStudy.class)) {
            harness.process(Records.paired("S1"));

            assertThatThrownBy(harness::runMails).hasStackTraceContaining("odd");
        }
    }

    private void hangFor(String studyId, CompletableFuture<byte[]> hanging) {
        Function<ObjectRef, CompletableFuture<byte[]>> others =
                object -> CompletableFuture.completedFuture(store.content(object.getKey()));
        store.onGet(
                object ->
                        object.getKey().contains('/' + studyId + '/')
                                ? hanging
                                : others.apply(object));
    }

    private static String studyIdOf(Verdict verdict) {
        return ((DescribedStudy) verdict.getPassed()).getStudy().getStudyId();
    }
}
