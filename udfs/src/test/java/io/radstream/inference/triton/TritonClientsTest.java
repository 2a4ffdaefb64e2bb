package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.Models;
import io.radstream.fixture.ToldEvents;
import io.radstream.fixture.Wait;
import io.radstream.inference.InferenceClient;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import io.radstream.record.ModelUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All the clients as they wrap each other, against a real server. */
final class TritonClientsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 5;

    private final ToldEvents events = new ToldEvents();
    private ModelServer server;
    private InferenceClient client;

    @BeforeEach
    void start() throws Exception {
        server = ModelServer.start();
        client = new TritonClients(server.target(), DEADLINE, MOST_ATTEMPTS).open(events);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private CompletableFuture<ModelResponse> infer(String model) {
        return client.infer(FakeInferenceClient.request(model));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static ModelFailureException failureOf(CompletableFuture<?> future) throws Exception {
        Throwable failure = await(future.handle((value, cause) -> cause));
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(ModelFailureException.class);
        return (ModelFailureException) cause;
    }

    /** A request that the server can tell from others, by its input's first number. */
    private static ModelRequest marked(float mark) {
        return new ModelRequest(
                Models.signature(Models.CLASSIFIER),
                List.of(Models.floats("input", Models.shape(1, 3, 1, 1), mark, 0, 0)));
    }

    private void onMarked(float mark, ModelServer.Infer answer) {
        server.onInfer(
                (request, to) -> {
                    boolean isMarked =
                            request.getRawInputContents(0)
                                    .equals(
                                            com.google.protobuf.ByteString.copyFrom(
                                                    ModelServer.floats(mark, 0, 0)));
                    (isMarked ? answer : ModelServer.HEALTHY).answer(request, to);
                });
    }

    @Test
    void describesAndAsks() throws Exception {
        ModelSignature signature = await(client.describe(Models.CLASSIFIER));
        ModelResponse response = await(infer(Models.CLASSIFIER));

        assertThat(signature.digest()).isEqualTo("sha256:00");
        assertThat(response.model())
                .isEqualTo(new ModelUse(Models.CLASSIFIER, "1", "sha256:00", "stable"));
        assertThat(response.attempts()).isEqualTo(1);
        assertThat(server.described()).as("once for both").isEqualTo(1);
        assertThat(events.told()).isEmpty();
    }

    @Test
    void letsOneCallThatHangsHoldNobodyBack() throws Exception {
        AtomicInteger hung = new AtomicInteger();
        onMarked(
                7,
                (request, to) -> {
                    if (hung.getAndIncrement() > 0) {
                        ModelServer.answer(request, to);
                    }
                });
        CompletableFuture<ModelResponse> hangs = client.infer(marked(7));
        Wait.until("the call to hang", () -> hung.get() == 1);

        for (int i = 0; i < 20; i++) {
            await(client.infer(marked(0)));
        }
        assertThat(await(hangs).attempts()).as("asked again after its deadline").isEqualTo(2);
    }

    @Test
    void rejectsNobodyWhileTheModelsAreAway() throws Exception {
        server.onInfer(ModelServer.failing(Status.UNAVAILABLE));
        List<CompletableFuture<ModelResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(infer(Models.CLASSIFIER));
            calls.add(infer(Models.DETECTOR));
        }
        Wait.until(
                "both to be asked whether they are back, for longer than the deadline",
                () -> questions(Models.CLASSIFIER) >= 5 && questions(Models.DETECTOR) >= 5);
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        assertThat(events.told())
                .contains("opened " + Models.CLASSIFIER, "opened " + Models.DETECTOR)
                .doesNotContain("closed " + Models.CLASSIFIER);

        server.onInfer(ModelServer.HEALTHY);
        for (CompletableFuture<ModelResponse> call : calls) {
            await(call);
        }
        assertThat(events.told()).contains("closed " + Models.CLASSIFIER);
    }

    /** Neutral ones: all zeros. */
    private long questions(String model) {
        return server.inferred().stream()
                .filter(request -> request.getModelName().equals(model))
                .filter(request -> request.getRawInputContents(0).byteAt(3) == 0)
                .count();
    }

    @Test
    void waitsForAServerThatIsDownAtTheStart() throws Exception {
        server.kill();
        CompletableFuture<ModelSignature> description = client.describe(Models.ENCODER);
        Wait.until("it to be told of", () -> events.told().contains("opened " + Models.ENCODER));
        assertThat(description).isNotDone();

        server.restart();
        assertThat(await(description).name()).isEqualTo(Models.ENCODER);
    }

    @Test
    void waitsForAModelThatIsNotLoadedYet() throws Exception {
        server.onDescribe(Status.NOT_FOUND.withDescription("unknown model"));
        CompletableFuture<ModelSignature> description = client.describe(Models.ENCODER);
        Wait.until("it to be told of", () -> events.told().contains("opened " + Models.ENCODER));

        server.onDescribe(Status.OK);
        await(description);
    }

    @Test
    void goesOnAfterTheServerDiedUnderIt() throws Exception {
        server.onInfer(ModelServer.HANGING);
        List<CompletableFuture<ModelResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(infer(Models.DETECTOR));
        }
        Wait.until("the calls to be under way", () -> server.inferred().size() == 10);
        server.kill();
        Wait.until(
                "the outage to be told of",
                () -> events.told().contains("opened " + Models.DETECTOR));
        server.onInfer(ModelServer.HEALTHY);
        server.restart();

        for (CompletableFuture<ModelResponse> call : calls) {
            await(call);
        }
    }

    @Test
    void givesPoisonUpWhileOthersPass() throws Exception {
        onMarked(7, ModelServer.failing(Status.INTERNAL.withDescription("CUDA error")));
        CompletableFuture<ModelResponse> poison = client.infer(marked(7));
        while (!poison.isDone()) {
            await(client.infer(marked(0)));
        }

        assertThat(failureOf(poison))
                .hasMessage(
                        "expected an answer within 5 attempts while the model answered others, came"
                                + " radstream_classifier: came INTERNAL: CUDA error");
    }

    @Test
    void asksOnceWhatIsRefused() throws Exception {
        onMarked(7, ModelServer.failing(Status.INVALID_ARGUMENT.withDescription("shape")));

        assertThat(failureOf(client.infer(marked(7))))
                .hasMessage("radstream_classifier: came INVALID_ARGUMENT: shape");
        assertThat(server.inferred()).hasSize(1);
        assertThat(events.told()).isEmpty();
    }

    @Test
    void endsWithoutAThreadLeftBehind() throws Exception {
        server.onInfer(ModelServer.HANGING);
        CompletableFuture<ModelResponse> underWay = infer(Models.CLASSIFIER);
        Wait.until("the call to be under way", () -> !server.inferred().isEmpty());
        assertThat(retryThreads()).isPositive();

        client.close();

        Wait.until("its thread to end", () -> retryThreads() == 0);
        assertThat(underWay.isDone() && !underWay.isCompletedExceptionally()).isFalse();
    }

    private static long retryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("radstream-model-retries"))
                .count();
    }

    @Test
    void travelsWithTheJobGraph() {
        assertThat(
                        InstantiationUtil.isSerializable(
                                new TritonClients("models:8001", DEADLINE, MOST_ATTEMPTS)))
                .isTrue();
    }
}
