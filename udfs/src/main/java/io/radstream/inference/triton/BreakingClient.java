package io.radstream.inference.triton;

import io.radstream.inference.InferenceClient;
import io.radstream.inference.InferenceEvents;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import io.radstream.inference.ModelUnavailableException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.flink.util.ExceptionUtils;

/** Each model behind a breaker of its own: while it is open, the model's calls wait. */
final class BreakingClient implements InferenceClient {

    /** Failures in a row that open a breaker. */
    static final int THRESHOLD = 3;

    private final InferenceClient delegate;
    private final ScheduledExecutorService scheduler;
    private final InferenceEvents events;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    BreakingClient(
            InferenceClient delegate, ScheduledExecutorService scheduler, InferenceEvents events) {
        this.delegate = delegate;
        this.scheduler = scheduler;
        this.events = events;
    }

    @Override
    public CompletableFuture<ModelSignature> describe(String model) {
        Supplier<CompletableFuture<ModelSignature>> call = () -> delegate.describe(model);
        return guarded(model, call, call);
    }

    @Override
    public CompletableFuture<ModelResponse> infer(ModelRequest request) {
        return guarded(
                request.model().name(),
                () -> delegate.infer(request),
                () -> delegate.infer(request.neutral()));
    }

    /** Complete while this model's calls may go on. */
    CompletableFuture<Void> whenClosed(String model) {
        return breaker(model).whenClosed();
    }

    /** How many outages this model has had. */
    long outages(String model) {
        return breaker(model).outages();
    }

    @Override
    public void close() {
        delegate.close();
    }

    private <R> CompletableFuture<R> guarded(
            String model,
            Supplier<CompletableFuture<R>> call,
            Supplier<? extends CompletableFuture<?>> question) {
        Breaker breaker = breaker(model);
        return breaker.whenClosed()
                .thenCompose(closed -> call.get())
                .whenComplete(
                        (answer, failure) -> {
                            if (failure == null) {
                                breaker.succeeded();
                            } else if (passes(failure)) {
                                breaker.failed(failure, question);
                            }
                        });
    }

    private Breaker breaker(String model) {
        return breakers.computeIfAbsent(
                model, name -> new Breaker(name, THRESHOLD, scheduler, events));
    }

    private static boolean passes(Throwable failure) {
        Throwable cause = ExceptionUtils.stripCompletionException(failure);
        return cause instanceof ModelUnavailableException;
    }
}
