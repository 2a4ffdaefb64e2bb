package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.ManualScheduler;
import io.radstream.fixture.ToldEvents;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class BreakingClientTest {

    private final RuntimeException away = new ModelUnavailableException("came UNAVAILABLE");

    private final FakeInferenceClient server = new FakeInferenceClient();
    private final ManualScheduler scheduler = new ManualScheduler();
    private final ToldEvents events = new ToldEvents();
    private final BreakingClient client = new BreakingClient(server, scheduler, events);

    private void serverIsAway() {
        server.onInfer(request -> CompletableFuture.failedFuture(away));
        server.onDescribe(model -> CompletableFuture.failedFuture(away));
    }

    private void serverIsBack() {
        server.onInfer(FakeInferenceClient::response);
        server.onDescribe(FakeInferenceClient::signature);
        scheduler.advance(Duration.ofSeconds(5));
    }

    private CompletableFuture<ModelResponse> infer(String model) {
        return client.infer(FakeInferenceClient.request(model));
    }

    private void failThrice(String model) {
        for (int i = 0; i < 3; i++) {
            assertThat(infer(model)).isCompletedExceptionally();
        }
    }

    @Test
    void passesCallsOnWhileItIsClosed() {
        assertThat(infer("radstream_classifier")).isCompleted();
        assertThat(client.describe("radstream_classifier")).isCompleted();
        assertThat(events.told()).isEmpty();
    }

    @Test
    void letsCallsWaitWhileTheModelIsAway() {
        serverIsAway();
        failThrice("radstream_classifier");
        int asked = server.inferred().size();

        CompletableFuture<ModelResponse> call = infer("radstream_classifier");
        CompletableFuture<?> description = client.describe("radstream_classifier");

        assertThat(call).isNotDone();
        assertThat(description).isNotDone();
        assertThat(server.inferred()).hasSize(asked);
        serverIsBack();
        assertThat(call).isCompleted();
        assertThat(description).isCompleted();
        assertThat(client.outages("radstream_classifier")).isEqualTo(1);
    }

    @Test
    void letsNobodyWaitForAnotherModel() {
        server.onInfer(
                request ->
                        request.model().name().equals("radstream_classifier")
                                ? CompletableFuture.failedFuture(away)
                                : FakeInferenceClient.response(request));
        failThrice("radstream_classifier");

        assertThat(infer("radstream_classifier")).isNotDone();
        assertThat(infer("radstream_detector")).isCompleted();
        assertThat(client.outages("radstream_detector")).isZero();
    }

    /** What asks must not be the study that may be at fault, nor tell anything of it. */
    @Test
    void asksWithNeutralInputs() {
        ModelRequest poison = FakeInferenceClient.request("radstream_classifier");
        server.onInfer(
                request ->
                        request.inputs().get(0).content().getFloat() == 1
                                ? CompletableFuture.failedFuture(away)
                                : FakeInferenceClient.response(request));
        for (int i = 0; i < 3; i++) {
            assertThat(client.infer(poison)).isCompletedExceptionally();
        }

        assertThat(server.inferred()).hasSize(4);
        assertThat(server.inferred().get(3).inputs().get(0).content().getFloat()).isZero();
        assertThat(client.outages("radstream_classifier")).isZero();
        assertThat(events.told())
                .containsExactly("opened radstream_classifier", "closed radstream_classifier");
    }

    @Test
    void opensForDescriptionsToo() {
        serverIsAway();
        for (int i = 0; i < 3; i++) {
            assertThat(client.describe("radstream_detector")).isCompletedExceptionally();
        }
        CompletableFuture<?> waits = client.describe("radstream_detector");
        assertThat(waits).isNotDone();

        serverIsBack();
        assertThat(waits).isCompleted();
    }

    /** It is the answer of a model that is well. */
    @Test
    void doesNotOpenForARefusal() {
        server.onInfer(
                request ->
                        CompletableFuture.failedFuture(
                                new CompletionException(ModelFailureException.refused("no"))));
        for (int i = 0; i < 10; i++) {
            assertThat(infer("radstream_classifier")).isCompletedExceptionally();
        }

        assertThat(events.told()).isEmpty();
    }

    @Test
    void countsFailuresThatCameWrapped() {
        server.onInfer(request -> CompletableFuture.failedFuture(new CompletionException(away)));
        failThrice("radstream_classifier");

        assertThat(events.told()).contains("opened radstream_classifier");
    }

    /** All at once, on one thread: neither deep nor in vain. */
    @Test
    void letsManyGoWhenItCloses() {
        serverIsAway();
        failThrice("radstream_classifier");
        List<CompletableFuture<ModelResponse>> calls = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            calls.add(infer("radstream_classifier"));
        }
        assertThat(calls).noneMatch(CompletableFuture::isDone);

        serverIsBack();

        assertThat(calls).allMatch(call -> call.isDone() && !call.isCompletedExceptionally());
    }

    @Test
    void closesTheClientBehindIt() {
        client.close();

        assertThat(server.isClosed()).isTrue();
    }
}
