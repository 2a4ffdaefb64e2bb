package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.Models;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import io.radstream.inference.ModelUnavailableException;
import io.radstream.record.ModelUse;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class SignatureCacheTest {

    private static final String MODEL = Models.CLASSIFIER;

    private final FakeInferenceClient server = new FakeInferenceClient();
    private final SignatureCache cache = new SignatureCache(server);

    private void serves(String version) {
        server.onDescribe(model -> CompletableFuture.completedFuture(signature(version)));
        server.onInfer(request -> CompletableFuture.completedFuture(answerOf(version)));
    }

    private static ModelSignature signature(String version) {
        return new ModelSignature(
                MODEL, version, true, List.of(), Map.of("digest", "sha256:" + version));
    }

    private static ModelResponse answerOf(String version) {
        return new ModelResponse(
                new ModelUse(MODEL, version, "", "stable"),
                List.of(),
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private ModelUse infer() {
        return cache.infer(request()).join().model();
    }

    private static ModelRequest request() {
        return FakeInferenceClient.request(MODEL);
    }

    @Test
    void asksOnce() {
        serves("1");
        for (int i = 0; i < 10; i++) {
            assertThat(cache.describe(MODEL).join().version()).isEqualTo("1");
            assertThat(infer()).isEqualTo(new ModelUse(MODEL, "1", "sha256:1", "stable"));
        }

        assertThat(server.described()).hasSize(1);
    }

    @Test
    void asksOnceForManyAtTheSameTime() {
        CompletableFuture<ModelSignature> asked = new CompletableFuture<>();
        server.onDescribe(model -> asked);
        CompletableFuture<ModelSignature> one = cache.describe(MODEL);
        CompletableFuture<ModelSignature> other = cache.describe(MODEL);
        asked.complete(signature("1"));

        assertThat(one).isCompleted();
        assertThat(other).isCompleted();
        assertThat(server.described()).hasSize(1);
    }

    @Test
    void keepsModelsApart() {
        assertThat(cache.describe(Models.DETECTOR).join().name()).isEqualTo(Models.DETECTOR);
        assertThat(cache.describe(Models.ENCODER).join().name()).isEqualTo(Models.ENCODER);
    }

    @Test
    void keepsNoFailure() {
        server.onDescribe(
                model -> CompletableFuture.failedFuture(new ModelUnavailableException("away")));
        assertThat(cache.describe(MODEL)).isCompletedExceptionally();
        serves("1");

        assertThat(cache.describe(MODEL)).isCompleted();
    }

    /** Images are prepared for the model that answers, and a result tells that one's digest. */
    @Test
    void asksAgainWhenAnotherVersionAnswers() {
        serves("1");
        infer();
        serves("2");

        assertThat(infer()).isEqualTo(new ModelUse(MODEL, "2", "sha256:2", "stable"));
        assertThat(cache.describe(MODEL).join().version()).isEqualTo("2");
        assertThat(server.described()).hasSize(2);
    }

    /** While servers of two versions run side by side. */
    @Test
    void tellsNoDigestOfAVersionThatItDoesNotKnow() {
        serves("1");
        server.onInfer(request -> CompletableFuture.completedFuture(answerOf("2")));

        assertThat(infer()).isEqualTo(new ModelUse(MODEL, "2", "", "stable"));
    }

    @Test
    void asksAgainAfterARefusal() {
        serves("1");
        infer();
        server.onInfer(
                request -> CompletableFuture.failedFuture(ModelFailureException.refused("shape")));
        assertThat(cache.infer(request())).isCompletedExceptionally();
        serves("2");

        assertThat(cache.describe(MODEL).join().version()).isEqualTo("2");
    }

    @Test
    void keepsNoFailureThatAnAnswerMet() {
        serves("1");
        server.onDescribe(
                model -> CompletableFuture.failedFuture(new ModelUnavailableException("away")));
        assertThat(cache.infer(request())).isCompletedExceptionally();
        serves("1");

        assertThat(cache.describe(MODEL)).isCompleted();
    }

    @Test
    void closesTheClientBehindIt() {
        cache.close();

        assertThat(server.isClosed()).isTrue();
    }
}
