package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.ManualScheduler;
import io.radstream.fixture.Models;
import io.radstream.fixture.ToldEvents;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** In virtual time: hours pass at once. */
final class RetryingClientTest {

    private static final int MOST_ATTEMPTS = 5;
    private final RuntimeException away = new ModelUnavailableException("m: came UNAVAILABLE");
    private static final String MODEL = Models.CLASSIFIER;

    private final FakeInferenceClient server = new FakeInferenceClient();
    private final ManualScheduler scheduler = new ManualScheduler();
    private final ToldEvents events = new ToldEvents();
    private final RetryingClient client =
            new RetryingClient(
                    new BreakingClient(server, scheduler, events),
                    MOST_ATTEMPTS,
                    scheduler,
                    events);

    private CompletableFuture<ModelResponse> infer() {
        return started(client.infer(FakeInferenceClient.request(MODEL)));
    }

    private <T> CompletableFuture<T> started(CompletableFuture<T> call) {
        scheduler.runDue();
        return call;
    }

    private void pass(Duration time) {
        scheduler.advance(time);
    }

    private void failTimes(int times) {
        AtomicInteger calls = new AtomicInteger();
        server.onInfer(
                request ->
                        calls.incrementAndGet() <= times
                                ? CompletableFuture.failedFuture(away)
                                : FakeInferenceClient.response(request));
    }

    private void serverIsAway() {
        server.onInfer(request -> CompletableFuture.failedFuture(away));
        server.onDescribe(model -> CompletableFuture.failedFuture(away));
    }

    private void serverIsBack() {
        server.onInfer(FakeInferenceClient::response);
        server.onDescribe(FakeInferenceClient::signature);
    }

    /** Fails on one study's inputs and answers all others: on the first byte of the input. */
    private void poisonIs(float mark) {
        server.onInfer(
                request ->
                        mark(request) == mark
                                ? CompletableFuture.failedFuture(away)
                                : FakeInferenceClient.response(request));
    }

    private static float mark(ModelRequest request) {
        return request.inputs().get(0).content().getFloat();
    }

    private static ModelRequest marked(float mark) {
        return new ModelRequest(
                Models.signature(MODEL),
                List.of(Models.floats("input", Models.shape(1, 3, 1, 1), mark, 0, 0)));
    }

    private static ModelFailureException failureOf(CompletableFuture<?> call) throws Exception {
        assertThat(call).isCompletedExceptionally();
        try {
            call.get();
            throw new AssertionError("expected a failure");
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(ModelFailureException.class);
            return (ModelFailureException) e.getCause();
        }
    }

    @Test
    void answersAtTheFirstAttempt() throws Exception {
        assertThat(infer().get().attempts()).isEqualTo(1);
        assertThat(events.told()).isEmpty();
    }

    @Test
    void triesAgainWithGrowingPauses() throws Exception {
        failTimes(2);
        CompletableFuture<ModelResponse> call = infer();

        assertThat(scheduler.untilNext()).isBetween(Duration.ofMillis(70), Duration.ofMillis(130));
        pass(scheduler.untilNext());
        assertThat(scheduler.untilNext()).isBetween(Duration.ofMillis(140), Duration.ofMillis(260));
        assertThat(call).isNotDone();
        pass(scheduler.untilNext());

        assertThat(call.get().attempts()).isEqualTo(3);
        assertThat(events.count("retrying " + MODEL)).isEqualTo(2);
    }

    @Test
    void doesNotAskAgainAfterARefusal() throws Exception {
        server.onInfer(
                request -> CompletableFuture.failedFuture(ModelFailureException.refused("no")));

        assertThat(failureOf(infer())).hasMessage("no");
        assertThat(server.inferred()).hasSize(1);
    }

    @Test
    void givesPoisonUpWhileOthersPass() throws Exception {
        poisonIs(7);
        CompletableFuture<ModelResponse> poison = started(client.infer(marked(7)));
        List<CompletableFuture<ModelResponse>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(started(client.infer(marked(i % 5))));
            pass(Duration.ofMillis(100));
        }

        assertThat(others).allMatch(call -> call.isDone() && !call.isCompletedExceptionally());
        assertThat(failureOf(poison))
                .hasMessage(
                        "expected an answer within 5 attempts while the model answered others, came"
                                + " m: came UNAVAILABLE");
        assertThat(server.inferred().stream().filter(request -> mark(request) == 7))
                .hasSize(MOST_ATTEMPTS);
    }

    /** Its neutral questions are answered, so that the breaker alone would not forgive this. */
    @Test
    void waitsForAServerThatHasNoRoomForOneStudy() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.onInfer(
                request ->
                        mark(request) == 7 && calls.incrementAndGet() <= 10
                                ? CompletableFuture.failedFuture(
                                        ModelUnavailableException.overloaded(
                                                "m: came RESOURCE_EXHAUSTED"))
                                : FakeInferenceClient.response(request));
        CompletableFuture<ModelResponse> call = started(client.infer(marked(7)));
        pass(Duration.ofMinutes(5));

        assertThat(call).isCompleted();
        assertThat(call.get().attempts()).isEqualTo(11);
    }

    /** With nobody else there to prove that the model is well: the neutral question does. */
    @Test
    void givesALonelyPoisonUp() throws Exception {
        poisonIs(7);
        CompletableFuture<ModelResponse> poison = started(client.infer(marked(7)));
        pass(Duration.ofMinutes(1));

        assertThat(failureOf(poison)).hasMessageContaining("5 attempts");
        assertThat(events.told()).contains("opened " + MODEL, "closed " + MODEL);
    }

    @Test
    void givesManyPoisonsUpAndNoneElse() throws Exception {
        server.onInfer(
                request ->
                        mark(request) >= 10
                                ? CompletableFuture.failedFuture(away)
                                : FakeInferenceClient.response(request));
        List<CompletableFuture<ModelResponse>> poisons = new ArrayList<>();
        List<CompletableFuture<ModelResponse>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            poisons.add(started(client.infer(marked(10 + i))));
            others.add(started(client.infer(marked(i))));
        }
        pass(Duration.ofMinutes(2));

        for (CompletableFuture<ModelResponse> poison : poisons) {
            assertThat(failureOf(poison)).hasMessageContaining("5 attempts");
        }
        assertThat(others).allMatch(call -> call.isDone() && !call.isCompletedExceptionally());
    }

    /** Longer than every deadline, pause and count. */
    @Test
    void rejectsNobodyInAnOutageOfHours() throws Exception {
        serverIsAway();
        List<CompletableFuture<ModelResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(infer());
        }
        CompletableFuture<?> description = started(client.describe(MODEL));
        pass(Duration.ofHours(10));

        assertThat(calls).noneMatch(CompletableFuture::isDone);
        assertThat(description).isNotDone();
        serverIsBack();
        pass(Duration.ofSeconds(10));
        assertThat(calls).allMatch(call -> call.isDone() && !call.isCompletedExceptionally());
        assertThat(description).isCompleted();
    }

    /** Not one call for each that waits: a question every five seconds. */
    @Test
    void asksAServerThatIsAwaySeldom() {
        serverIsAway();
        for (int i = 0; i < 1000; i++) {
            CompletableFuture<ModelResponse> unused = infer();
        }
        int before = server.inferred().size();
        pass(Duration.ofHours(1));

        assertThat(server.inferred().size() - before).isLessThan(800);
    }

    /** Each outage's failures are forgiven: they do not add up to poison. */
    @Test
    void rejectsNobodyInManyOutages() throws Exception {
        serverIsAway();
        List<CompletableFuture<ModelResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(infer());
        }
        for (int outage = 0; outage < 20; outage++) {
            pass(Duration.ofMinutes(1));
            // For one question alone it is back, and lost again before those that wait are asked.
            server.onInfer(
                    request -> {
                        serverIsAway();
                        return FakeInferenceClient.response(request);
                    });
            pass(Duration.ofSeconds(6));
        }
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        serverIsBack();
        pass(Duration.ofMinutes(1));

        assertThat(calls).allMatch(call -> call.isDone() && !call.isCompletedExceptionally());
    }

    @Test
    void countsNoFailureOfAnOutageTowardsPoison() throws Exception {
        poisonIs(7);
        CompletableFuture<ModelResponse> suspect = started(client.infer(marked(7)));
        pass(Duration.ofMillis(200));
        assertThat(suspect).isNotDone();
        serverIsAway();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<ModelResponse> unused = infer();
        }
        pass(Duration.ofHours(1));
        assertThat(suspect).isNotDone();

        poisonIs(7);
        int before = server.inferred().size();
        pass(Duration.ofMinutes(2));
        assertThat(failureOf(suspect)).hasMessageContaining("5 attempts");
        assertThat(server.inferred().stream().skip(before).filter(request -> mark(request) == 7))
                .as("counted from the end of the outage")
                .hasSizeBetween(MOST_ATTEMPTS - 1, MOST_ATTEMPTS);
    }

    @Test
    void neverGivesADescriptionUp() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.onDescribe(
                model ->
                        calls.incrementAndGet() <= 200
                                ? CompletableFuture.failedFuture(away)
                                : FakeInferenceClient.signature(model));
        CompletableFuture<?> description = started(client.describe(MODEL));
        pass(Duration.ofHours(1));

        assertThat(description).isCompleted();
    }

    @Test
    void letsNobodyWaitForACallThatHangs() {
        server.onInfer(
                request ->
                        mark(request) == 7
                                ? new CompletableFuture<>()
                                : FakeInferenceClient.response(request));
        CompletableFuture<ModelResponse> hangs = started(client.infer(marked(7)));

        assertThat(infer()).isCompleted();
        assertThat(hangs).isNotDone();
    }

    @Test
    void refusesSoFewAttemptsThatAnOutageWouldLookLikePoison() {
        assertThatThrownBy(
                        () ->
                                new RetryingClient(
                                        new BreakingClient(server, scheduler, events),
                                        3,
                                        scheduler,
                                        events))
                .hasMessage("attempts of a model's call: expected more than 3, came 3");
    }
}
