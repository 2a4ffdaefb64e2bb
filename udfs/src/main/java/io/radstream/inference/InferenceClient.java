package io.radstream.inference;

import java.util.concurrent.CompletableFuture;

/** Calls models without blocking. Implementations are thread-safe. */
public interface InferenceClient extends AutoCloseable {

    /** What the server says of this model. */
    CompletableFuture<ModelSignature> describe(String model);

    /**
     * The model's answer, or a {@link ModelFailureException}, which ends the study; a {@link
     * ModelUnavailableException} tells of a fault that passes.
     */
    CompletableFuture<ModelResponse> infer(ModelRequest request);

    @Override
    void close();
}
