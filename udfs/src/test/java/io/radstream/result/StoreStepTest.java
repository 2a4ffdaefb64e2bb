package io.radstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.fixture.AsyncHarness;
import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.Metadata;
import io.radstream.record.PublishedResult;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import io.radstream.record.StudyResult;
import io.radstream.record.TelemetryEvent;
import io.radstream.record.Verdict;
import io.radstream.storage.RetryingObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class StoreStepTest {

    private static final String KEY = "results/S1/2026/03/04/S1_results.json";

    private final ManualClock clock = new ManualClock();
    private final FakeObjectStore store = new FakeObjectStore();
    private final List<CompletableFuture<Void>> puts = new ArrayList<>();

    private StoreStep step() {
        return step(true);
    }

    private StoreStep step(boolean guardOvertaking) {
        return new StoreStep(
                onRetry -> store,
                new ResultDocument("demonstration", "1.2.3"),
                100,
                guardOvertaking,
                clock);
    }

    private static AsyncHarness<StudyResult> open(StoreStep step) throws Exception {
        return AsyncHarness.open(step, StudyResult.class);
    }

    /** From now on writes end when the test ends them. */
    private void holdWrites() {
        store.onPut(
                () -> {
                    CompletableFuture<Void> put = new CompletableFuture<>();
                    puts.add(put);
                    return put;
                });
    }

    @Test
    void storesAndPublishes() throws Exception {
        store.onPut(
                () -> {
                    clock.advance(Duration.ofMillis(12));
                    return CompletableFuture.completedFuture(null);
                });
        try (AsyncHarness<StudyResult> harness = open(step())) {
            harness.process(Records.result("S1", 1));
            Verdict verdict = harness.verdicts(1).get(0);

            PublishedResult published = (PublishedResult) verdict.getPassed();
            assertThat(published.getKey()).isEqualTo(KEY);
            assertThat(published.getResult()).isEqualTo(Records.result("S1", 1));
            assertThat(published.getStoredAt()).isEqualTo(clock.instant());
            assertThat(published.getEndToEndMs()).isEqualTo(12);
            assertThat(verdict.getTelemetry())
                    .extracting(TelemetryEvent::getStage)
                    .containsExactly(Stage.store_results, Stage.end_to_end);
            assertThat(new ObjectMapper().readTree(store.content(KEY)).path("study_id").asText())
                    .isEqualTo("S1");
        }
    }

    @Test
    void writesTheVersionsOfAStudyInOrder() throws Exception {
        holdWrites();
        try (AsyncHarness<StudyResult> harness = open(step())) {
            harness.process(Records.result("S1", 1));
            harness.process(Records.result("S1", 2));
            harness.process(Records.result("S2", 1));
            assertThat(puts).as("the second waits for the first").hasSize(2);

            puts.get(1).complete(null);
            assertThat(orderOf(harness.verdicts(1).get(0))).isEqualTo("S2/1");
            puts.get(0).complete(null);
            assertThat(orderOf(harness.verdicts(2).get(1))).isEqualTo("S1/1");
            puts.get(2).complete(null);
            assertThat(orderOf(harness.verdicts(3).get(2))).isEqualTo("S1/2");
        }
    }

    /** A restored queue gives its elements back in any order. */
    @Test
    void endsWhatARestoredQueueGivesBackTooLate() throws Exception {
        try (AsyncHarness<StudyResult> harness = open(step())) {
            harness.process(Records.result("S1", 2));
            harness.process(Records.result("S1", 1));
            List<Verdict> verdicts = harness.verdicts(2);

            assertThat(orderOf(verdicts.get(0))).isEqualTo("S1/2");
            Reject reject = verdicts.get(1).getReject();
            assertThat(reject.getCode()).isEqualTo(RejectCode.superseded);
            assertThat(reject.getStage()).isEqualTo("store_results");
            assertThat(verdicts.get(1).getTelemetry())
                    .extracting(TelemetryEvent::getStatus)
                    .containsExactly(Status.superseded);
            assertThat(store.puts()).hasSize(1);
        }
    }

    @Test
    void letsTheControlOverwriteANewerVersion() throws Exception {
        try (AsyncHarness<StudyResult> harness = open(step(false))) {
            harness.process(Records.result("S1", 2));
            harness.process(Records.result("S1", 1));

            assertThat(harness.verdicts(2)).allMatch(verdict -> verdict.getReject() == null);
        }
    }

    @Test
    void writesAgainAfterARestore() throws Exception {
        holdWrites();
        OperatorSubtaskState snapshot;
        try (AsyncHarness<StudyResult> harness = open(step())) {
            harness.process(Records.result("S1", 1));
            snapshot = harness.snapshot();
        }
        store.onPut(() -> CompletableFuture.completedFuture(null));
        try (AsyncHarness<StudyResult> restored =
                AsyncHarness.restore(step(), StudyResult.class, snapshot)) {
            assertThat(orderOf(restored.verdicts(1).get(0))).isEqualTo("S1/1");
        }
        assertThat(store.puts()).containsExactly(KEY, KEY);
    }

    /** No reject: the result is good, and the job tries again from its checkpoint. */
    @Test
    void failsTheJobWhereAResultCannotBeStored() throws Exception {
        store.onPut(
                () ->
                        CompletableFuture.failedFuture(
                                new UncheckedIOException(new IOException("503 Slow Down"))));
        StudyResult result = Records.result("S1", 1);
        result.setMetadata(
                Metadata.newBuilder(result.getMetadata())
                        .setAnnotationsJson("[\"seen by Dr. Doe\"]")
                        .build());
        StoreStep step =
                new StoreStep(
                        onRetry -> new RetryingObjectStore(store, Duration.ofMillis(150), onRetry),
                        new ResultDocument("demonstration", "1.2.3"),
                        100,
                        true,
                        clock);
        try (AsyncHarness<StudyResult> harness = open(step)) {
            harness.process(result);

            assertThatThrownBy(() -> harness.verdicts(1))
                    .hasStackTraceContaining("503 Slow Down")
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("Doe"));
        }
    }

    @Test
    void tellsOfALongWaitForTheStore() throws Exception {
        store.onPut(
                () -> {
                    clock.advance(Duration.ofSeconds(11));
                    return CompletableFuture.completedFuture(null);
                });
        try (AsyncHarness<StudyResult> harness = open(step())) {
            harness.process(Records.result("S1", 1));

            assertThat(harness.verdicts(1).get(0).getTelemetry())
                    .extracting(TelemetryEvent::getStatus)
                    .containsExactly(Status.waiting, Status.success, Status.success);
        }
    }

    @Test
    void closesItsStore() throws Exception {
        open(step()).close();

        assertThat(store.isClosed()).isTrue();
    }

    @Test
    void travelsWithTheJobGraph() {
        StoreStep step =
                new StoreStep(
                        onRetry -> new FakeObjectStore(),
                        new ResultDocument("demonstration", "1.2.3"),
                        100,
                        true,
                        new ManualClock());

        assertThat(InstantiationUtil.isSerializable(step)).isTrue();
    }

    private static String orderOf(Verdict verdict) {
        PublishedResult published = (PublishedResult) verdict.getPassed();
        return published.getResult().getStudy().getStudyId()
                + '/'
                + published.getResult().getStudy().getVersionOrder();
    }
}
