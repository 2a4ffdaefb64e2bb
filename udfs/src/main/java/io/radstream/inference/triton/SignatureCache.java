package io.radstream.inference.triton;

import io.radstream.inference.InferenceClient;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for a model's description once, and again when another version answers or the model refuses
 * an input: it may have been replaced. Puts the digest of the version that answered into the
 * answer.
 */
final class SignatureCache implements InferenceClient {

    private final InferenceClient delegate;
    private final Map<String, CompletableFuture<ModelSignature>> signatures =
            new ConcurrentHashMap<>();

    SignatureCache(InferenceClient delegate) {
        this.delegate = delegate;
    }

    @Override
    public CompletableFuture<ModelSignature> describe(String model) {
        return forgottenIfFailed(model, remembered(model));
    }

    /** The very future that is remembered, so that it can be told from a later one. */
    private CompletableFuture<ModelSignature> remembered(String model) {
        return signatures.computeIfAbsent(model, delegate::describe);
    }

    private CompletableFuture<ModelSignature> forgottenIfFailed(
            String model, CompletableFuture<ModelSignature> signature) {
        return signature.whenComplete(
                (known, failure) -> {
                    if (failure != null) {
                        signatures.remove(model, signature);
                    }
                });
    }

    @Override
    public CompletableFuture<ModelResponse> infer(ModelRequest request) {
        String model = request.model().name();
        return delegate.infer(request)
                .whenComplete(
                        (response, failure) -> {
                            if (failure != null) {
                                signatures.remove(model);
                            }
                        })
                .thenCompose(response -> withDigest(model, response));
    }

    private CompletableFuture<ModelResponse> withDigest(String model, ModelResponse response) {
        CompletableFuture<ModelSignature> known = remembered(model);
        String version = response.model().getVersion();
        return forgottenIfFailed(model, known)
                .thenCompose(
                        signature -> {
                            if (signature.version().equals(version)) {
                                return CompletableFuture.completedFuture(
                                        response.withDigest(signature.digest()));
                            }
                            signatures.remove(model, known);
                            return describe(model)
                                    .thenApply(
                                            fresh ->
                                                    fresh.version().equals(version)
                                                            ? response.withDigest(fresh.digest())
                                                            : response);
                        });
    }

    @Override
    public void close() {
        delegate.close();
    }
}
