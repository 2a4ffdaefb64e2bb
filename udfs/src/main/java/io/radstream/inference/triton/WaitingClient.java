package io.radstream.inference.triton;

import io.radstream.inference.InferenceClient;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import java.util.concurrent.CompletableFuture;

/**
 * Describes a model only while its breaker is closed, also where the description is remembered: a
 * study that meets an outage waits before its image is fetched, not with its tensors in hand.
 */
final class WaitingClient implements InferenceClient {

    private final InferenceClient delegate;
    private final BreakingClient breaking;

    WaitingClient(InferenceClient delegate, BreakingClient breaking) {
        this.delegate = delegate;
        this.breaking = breaking;
    }

    @Override
    public CompletableFuture<ModelSignature> describe(String model) {
        return breaking.whenClosed(model).thenCompose(closed -> delegate.describe(model));
    }

    @Override
    public CompletableFuture<ModelResponse> infer(ModelRequest request) {
        return delegate.infer(request);
    }

    @Override
    public void close() {
        delegate.close();
    }
}
