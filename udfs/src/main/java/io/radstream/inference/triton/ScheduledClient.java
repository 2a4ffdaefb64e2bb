package io.radstream.inference.triton;

import io.radstream.inference.InferenceClient;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** Owns the thread that the clients inside it plan their retries on. */
final class ScheduledClient implements InferenceClient {

    private final InferenceClient delegate;
    private final ScheduledExecutorService scheduler;

    ScheduledClient(InferenceClient delegate, ScheduledExecutorService scheduler) {
        this.delegate = delegate;
        this.scheduler = scheduler;
    }

    @Override
    public CompletableFuture<ModelSignature> describe(String model) {
        return delegate.describe(model);
    }

    @Override
    public CompletableFuture<ModelResponse> infer(ModelRequest request) {
        return delegate.infer(request);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        delegate.close();
    }
}
