package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.AsyncHarness;
import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.Images;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Models;
import io.radstream.fixture.Records;
import io.radstream.fixture.Wait;
import io.radstream.record.DescribedStudy;
import io.radstream.record.StudyResult;
import io.radstream.record.Verdict;
import io.radstream.storage.RetryingObjectStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** The step in Flink's own async operator, with threads of its own and models that are faked. */
final class InferenceStepTest {

    private static final int STUDIES_AT_ONCE = 4;
    private static final byte[] IMAGE = Images.png(40, 30);

    private final FakeObjectStore store = new FakeObjectStore();
    private final FakeInferenceClient client = new FakeInferenceClient();

    private InferenceStep step() {
        store.onGet(object -> CompletableFuture.supplyAsync(() -> IMAGE));
        return new InferenceStep(
                onRetry -> new RetryingObjectStore(store, Duration.ofMinutes(5), onRetry),
                events -> client,
                ModelNames.defaults(),
                new InferenceLimits(STUDIES_AT_ONCE, 1 << 20, 1 << 20, 2),
                new ManualClock());
    }

    private static AsyncHarness<DescribedStudy> open(InferenceStep step) throws Exception {
        return AsyncHarness.open(step, DescribedStudy.class);
    }

    private static void process(AsyncHarness<DescribedStudy> harness, int studies)
            throws Exception {
        for (int i = 0; i < studies; i++) {
            harness.process(Records.described("S" + i));
        }
    }

    private static Set<String> ended(List<Verdict> verdicts) {
        Set<String> ids = new HashSet<>();
        for (Verdict verdict : verdicts) {
            assertThat(verdict.getReject()).isNull();
            assertThat(ids.add(((StudyResult) verdict.getPassed()).getStudy().getStudyId()))
                    .isTrue();
        }
        return ids;
    }

    @Test
    void endsEveryStudyOnceAndHoldsFewAtATime() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        client.onInfer(
                request ->
                        CompletableFuture.supplyAsync(
                                () -> {
                                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                                    underWay.decrementAndGet();
                                    return Models.response(request.model().name());
                                }));
        try (AsyncHarness<DescribedStudy> harness = open(step())) {
            process(harness, 500);

            assertThat(ended(harness.verdicts(500))).hasSize(500);
        }
        assertThat(most.get()).isLessThanOrEqualTo(3 * STUDIES_AT_ONCE);
    }

    /** Those that wait do so in admission: a server that comes back meets a few of them. */
    @Test
    void asksAModelThatIsAwayForAFewStudiesAlone() throws Exception {
        CompletableFuture<Void> back = new CompletableFuture<>();
        client.onInfer(request -> back.thenApply(now -> Models.response(request.model().name())));
        try (AsyncHarness<DescribedStudy> harness = open(step())) {
            process(harness, 4_000);
            Wait.until("the first to ask", () -> client.inferred().size() == 3 * STUDIES_AT_ONCE);
            OperatorSubtaskState snapshot = harness.snapshot();
            assertThat(snapshot.hasState()).isTrue();
            assertThat(client.inferred()).hasSize(3 * STUDIES_AT_ONCE);
            back.complete(null);
            harness.verdicts(100);
        }
    }

    @Test
    void goesOnAfterARestore() throws Exception {
        client.onInfer(request -> new CompletableFuture<>());
        OperatorSubtaskState snapshot;
        AsyncHarness<DescribedStudy> harness = open(step());
        process(harness, 100);
        Wait.until("some to be asked", () -> client.inferred().size() == 3 * STUDIES_AT_ONCE);
        snapshot = harness.snapshot();
        harness.end();

        client.onInfer(FakeInferenceClient::response);
        try (AsyncHarness<DescribedStudy> restored =
                AsyncHarness.restore(step(), DescribedStudy.class, snapshot)) {
            assertThat(ended(restored.verdicts(100))).hasSize(100);
        }
    }

    /** As a stop with a savepoint does while the models are away. */
    @Test
    void endsWithManyWaiting() throws Exception {
        CompletableFuture<ModelResponse> underWay = new CompletableFuture<>();
        client.onInfer(request -> underWay);
        AsyncHarness<DescribedStudy> harness = open(step());
        process(harness, 20_000);
        Wait.until("some to be asked", () -> client.inferred().size() == 3 * STUDIES_AT_ONCE);
        harness.snapshot();

        int asked = client.described().size();
        harness.end();
        underWay.completeExceptionally(new IllegalStateException("the client is closed"));

        assertThat(client.described()).as("nobody takes the places").hasSize(asked);
        assertThat(harness.failedFromOutside()).isFalse();
        assertThat(client.isClosed()).isTrue();
        assertThat(store.isClosed()).isTrue();
        Wait.until("its threads to end", () -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("radstream-image"))
                .count();
    }

    @Test
    void travelsWithTheJobGraph() {
        InferenceStep step =
                new InferenceStep(
                        onRetry -> new FakeObjectStore(),
                        events -> new FakeInferenceClient(),
                        ModelNames.defaults(),
                        new InferenceLimits(1, 1, 1, 1),
                        new ManualClock());

        assertThat(InstantiationUtil.isSerializable(step)).isTrue();
    }
}
