package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.TextFormat;
import io.grpc.Status;
import io.radstream.inference.triton.protocol.GRPCInferenceServiceGrpc;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are given up, overload and the end, with models whose behaviour the test decides. */
@Timeout(60)
final class ModelServerLifeTest {

    private static final String WAITS_FOREVER =
            "max_batch_size: 4 dynamic_batching { preferred_batch_size: 4 max_queue_delay_microseconds: 3600000000 }";
    private static final String ONE_BY_ONE = "max_batch_size: 4";
    private static final long MIB = 1 << 20;

    private final FakeSession session = new FakeSession();
    private ModelServer server;
    private TestClient client;

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void serve(String config, int mostWaiting, long mostBytes, Duration drain)
            throws Exception {
        LoadedModel model =
                new LoadedModel(
                        "fake",
                        1,
                        ConfigDefaults.fill(TextFormat.parse(config, ModelConfig.class), "fake"),
                        Requests.form(4),
                        session);
        server =
                ModelServer.serve(
                        List.of(model),
                        new ServingSettings("127.0.0.1", 0, 1, mostWaiting, mostBytes, drain));
        client = new TestClient(server);
    }

    private void serve(String config) throws Exception {
        serve(config, 100, MIB, Duration.ofSeconds(20));
    }

    private static ModelInferRequest.Builder rows(int rows, float first) {
        float[] values = new float[2 * rows];
        Arrays.fill(values, first);
        return TestClient.request("fake", "x", Shape.of(rows, 2), values);
    }

    private void awaitWaiting(int requests) {
        Until.isTrue(() -> server.waiting() == requests);
    }

    @Test
    void aCallThatIsCancelledIsNotComputed() throws Exception {
        serve(WAITS_FOREVER);
        ListenableFuture<ModelInferResponse> cancelled = client.start(rows(3, 1));
        awaitWaiting(1);

        cancelled.cancel(true);

        awaitWaiting(0);
        client.infer(rows(4, 2));
        assertThat(session.batches()).containsExactly(4);
    }

    @Test
    void aCallWhoseDeadlinePassesIsNotComputed() throws Exception {
        serve(WAITS_FOREVER);

        assertThatThrownBy(
                        () ->
                                GRPCInferenceServiceGrpc.newBlockingStub(client.channel())
                                        .withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                                        .modelInfer(rows(3, 1).build()))
                .hasMessageStartingWith("DEADLINE_EXCEEDED");

        awaitWaiting(0);
        client.infer(rows(4, 2));
        assertThat(session.batches()).containsExactly(4);
    }

    @Test
    void refusesMoreThanMayWait() throws Exception {
        serve(ONE_BY_ONE, 2, MIB, Duration.ZERO);
        session.hang();
        ListenableFuture<ModelInferResponse> computed = client.start(rows(1, 1));
        session.awaitHanging();
        ListenableFuture<ModelInferResponse> first = client.start(rows(1, 2));
        ListenableFuture<ModelInferResponse> second = client.start(rows(1, 3));
        awaitWaiting(2);

        Status refused = TestClient.status(client.start(rows(1, 4)));

        assertThat(refused.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refused.getDescription())
                .isEqualTo("Exceeds maximum queue size of model 'fake'");
        assertThat(List.of(computed, first, second)).noneMatch(ListenableFuture::isDone);
    }

    @Test
    void refusesMoreMemoryThanItGives() throws Exception {
        serve(ONE_BY_ONE, 100, 200, Duration.ZERO);
        session.hang();
        ListenableFuture<ModelInferResponse> large =
                client.start(rows(4, 1).setId("x".repeat(150)));
        session.awaitHanging();

        Status refused = TestClient.status(client.start(rows(4, 1)));

        assertThat(refused.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(large).isNotDone();
    }

    @Test
    void closingAnswersWhatHasBeenTakenOn() throws Exception {
        serve(WAITS_FOREVER);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch computing = new CountDownLatch(1);
        session.behave(
                inputs -> {
                    computing.countDown();
                    FakeSession.await(goOn);
                    return FakeSession.echo(inputs);
                });
        ListenableFuture<ModelInferResponse> computed = client.start(rows(4, 1));
        FakeSession.await(computing);
        ListenableFuture<ModelInferResponse> waiting = client.start(rows(1, 2));
        awaitWaiting(1);

        Thread closing = new Thread(server::close);
        closing.start();
        goOn.countDown();

        assertThat(TestClient.floats(computed.get(20, TimeUnit.SECONDS), 0)).containsOnly(1);
        assertThat(TestClient.floats(waiting.get(20, TimeUnit.SECONDS), 0)).containsOnly(2);
        closing.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void closingDoesNotWaitForeverForWhatHangs() throws Exception {
        serve(ONE_BY_ONE, 100, MIB, Duration.ofMillis(50));
        session.hang();
        ListenableFuture<ModelInferResponse> hanging = client.start(rows(1, 1));
        session.awaitHanging();
        ListenableFuture<ModelInferResponse> waiting = client.start(rows(1, 2));
        awaitWaiting(1);

        server.close();

        assertThat(TestClient.status(hanging).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(TestClient.status(waiting).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void aClosedServerIsUnavailable() throws Exception {
        serve(ONE_BY_ONE);
        client.infer(rows(1, 1));

        server.close();
        server.close();

        assertThat(TestClient.status(client.start(rows(1, 1))).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
        server.awaitClose();
    }
}
