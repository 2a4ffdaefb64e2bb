package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.Models;
import io.radstream.fixture.Wait;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import io.radstream.inference.ModelUnavailableException;
import io.radstream.inference.TensorSpec;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GrpcInferenceClientTest {

    /** Longer than a healthy call takes on a busy machine. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** For calls that are never answered, and once the connection stands. */
    private static final Duration HASTY = Duration.ofSeconds(2);

    private ModelServer server;
    private GrpcInferenceClient client;

    @BeforeEach
    void start() throws Exception {
        server = ModelServer.start();
        client = new GrpcInferenceClient(Channels.open(server.target(), PATIENT));
    }

    private void beHasty() throws Exception {
        client.close();
        client = new GrpcInferenceClient(Channels.open(server.target(), HASTY));
        Wait.until("a connection", () -> failureOf(client.describe(Models.DETECTOR)) == null);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private CompletableFuture<ModelResponse> infer() {
        return client.infer(FakeInferenceClient.request(Models.CLASSIFIER));
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static Throwable failureOf(CompletableFuture<?> future) throws Exception {
        Throwable failure = await(future.handle((value, cause) -> cause));
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    @Test
    void describesAModel() throws Exception {
        ModelSignature signature = await(client.describe(Models.DETECTOR));

        assertThat(signature.name()).isEqualTo(Models.DETECTOR);
        assertThat(signature.version()).isEqualTo("1");
        assertThat(signature.digest()).isEqualTo("sha256:00");
        assertThat(signature.inputs())
                .extracting(TensorSpec::toString)
                .containsExactly("FP32 [3, 16, 16]");
    }

    @Test
    void asksAModel() throws Exception {
        ModelResponse response = await(infer());

        assertThat(response.model().getName()).isEqualTo(Models.CLASSIFIER);
        assertThat(server.inferred().get(0).getRawInputContents(0).size()).isEqualTo(3 * 8 * 8 * 4);
    }

    /** The event loop serves every call: what follows an answer must not run on it. */
    @Test
    void goesOnAwayFromTheEventLoop() throws Exception {
        server.onInfer(
                (request, to) -> {
                    // Later than the caller, so that it is not the caller who goes on.
                    awaitCaller();
                    ModelServer.answer(request, to);
                });
        CompletableFuture<String> thread =
                infer().thenApply(response -> Thread.currentThread().getName());
        caller.set(true);

        assertThat(await(thread)).startsWith("grpc-default-executor");
    }

    private final AtomicBoolean caller = new AtomicBoolean();

    private void awaitCaller() {
        try {
            Wait.until("the caller", caller::get);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endsACallThatHangsAndTellsTheServer() throws Exception {
        beHasty();
        AtomicBoolean cancelled = new AtomicBoolean();
        server.onInfer(
                (request, to) ->
                        ((ServerCallStreamObserver<?>) to)
                                .setOnCancelHandler(() -> cancelled.set(true)));

        assertThat(failureOf(infer()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageStartingWith("radstream_classifier: came DEADLINE_EXCEEDED");
        Wait.until("the server to know", cancelled::get);
    }

    /** Each call has its own deadline, counted from its own beginning. */
    @Test
    void answersCallsAfterAndBesideOneThatHangs() throws Exception {
        beHasty();
        server.onInfer(
                (request, to) -> {
                    if (request.getModelName().equals(Models.CLASSIFIER)) {
                        return;
                    }
                    ModelServer.answer(request, to);
                });
        CompletableFuture<ModelResponse> hangs = infer();
        await(client.infer(FakeInferenceClient.request(Models.DETECTOR)));
        assertThat(hangs).isNotDone();
        assertThat(failureOf(hangs)).hasMessageContaining("DEADLINE_EXCEEDED");
        await(client.infer(FakeInferenceClient.request(Models.DETECTOR)));
    }

    @Test
    void tellsARefusalFromAFailure() throws Exception {
        server.onInfer(ModelServer.failing(Status.INVALID_ARGUMENT));
        assertThat(failureOf(infer())).isInstanceOf(ModelFailureException.class);

        server.onInfer(ModelServer.failing(Status.INTERNAL));
        assertThat(failureOf(infer())).isInstanceOf(ModelUnavailableException.class);
    }

    /** A description has no input that could be at fault. */
    @Test
    void knowsNoRefusalOfADescription() throws Exception {
        for (Status status :
                new Status[] {Status.INVALID_ARGUMENT, Status.NOT_FOUND, Status.UNIMPLEMENTED}) {
            server.onDescribe(status);

            assertThat(failureOf(client.describe(Models.CLASSIFIER)))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining(status.getCode().name());
        }
    }

    @Test
    void takesACallWithoutAnAnswerForAFailure() throws Exception {
        server.onInfer((request, to) -> to.onCompleted());

        assertThat(failureOf(infer())).isInstanceOf(ModelUnavailableException.class);
    }

    @Test
    void failsAtOnceWhileNobodyListens() throws Exception {
        server.kill();
        assertThat(failureOf(infer())).hasMessageContaining("UNAVAILABLE");

        server.restart();
        Wait.until("an answer", () -> failureOf(infer()) == null);
    }

    @Test
    void failsWhatIsUnderWayWhenTheServerDies() throws Exception {
        server.onInfer(ModelServer.HANGING);
        CompletableFuture<ModelResponse> underWay = infer();
        Wait.until("the call to arrive", () -> !server.inferred().isEmpty());
        server.kill();

        assertThat(failureOf(underWay)).isInstanceOf(ModelUnavailableException.class);
    }

    /** 4 MB is gRPC's default, for messages either way. */
    @Test
    void takesLargeAnswers() throws Exception {
        server.onInfer(
                (request, to) -> {
                    ModelInferResponse.Builder response = ModelInferResponse.newBuilder();
                    ModelServer.add(
                            response, "large", "UINT8", ByteBuffer.allocate(16 << 20), 16 << 20);
                    to.onNext(response.build());
                    to.onCompleted();
                });
        await(infer());
    }
}
