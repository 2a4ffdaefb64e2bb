package io.radstream.inference.triton;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.radstream.inference.InferenceClient;
import io.radstream.inference.InferenceEvents;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import io.radstream.inference.ModelUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.util.ExceptionUtils;

/**
 * Tries a call again, with exponential backoff and jitter, after whatever passes. A call that fails
 * for the given number of times outside of outages is given up: its input is poison. That a server
 * has no room is no such failure. Descriptions have no input, so they are never given up.
 */
final class RetryingClient implements InferenceClient {

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
    private static final double JITTER = 0.3;

    private final BreakingClient delegate;
    private final int mostAttempts;
    private final InferenceEvents events;
    private final FailsafeExecutor<Object> retrying;

    /**
     * @param mostAttempts failures of one call, outages and overload not counted, that make it
     *     poison; more than open the breaker, so that one study alone cannot be taken for poison
     *     when the model is away
     */
    RetryingClient(
            BreakingClient delegate,
            int mostAttempts,
            ScheduledExecutorService scheduler,
            InferenceEvents events) {
        if (mostAttempts <= BreakingClient.THRESHOLD) {
            throw new IllegalArgumentException(
                    "attempts of a model's call: expected more than "
                            + BreakingClient.THRESHOLD
                            + ", came "
                            + mostAttempts);
        }
        this.delegate = delegate;
        this.mostAttempts = mostAttempts;
        this.events = events;
        this.retrying =
                Failsafe.with(
                                RetryPolicy.builder()
                                        .handle(ModelUnavailableException.class)
                                        .withMaxAttempts(-1)
                                        .withBackoff(FIRST_DELAY, LONGEST_DELAY)
                                        .withJitter(JITTER)
                                        .build())
                        .with(scheduler);
    }

    @Override
    public CompletableFuture<ModelSignature> describe(String model) {
        return retrying.getStageAsync(
                () ->
                        delegate.describe(model)
                                .whenComplete(
                                        (signature, failure) -> {
                                            if (failure != null) {
                                                events.retrying(model);
                                            }
                                        }));
    }

    @Override
    public CompletableFuture<ModelResponse> infer(ModelRequest request) {
        Attempts attempts = new Attempts(request);
        return retrying.getStageAsync(attempts::next);
    }

    @Override
    public void close() {
        delegate.close();
    }

    /** The attempts of one call. */
    private final class Attempts {

        private final ModelRequest request;
        private final String model;
        private int made;
        private int counted;
        private long outages;

        Attempts(ModelRequest request) {
            this.request = request;
            this.model = request.model().name();
            this.outages = delegate.outages(model);
        }

        CompletableFuture<ModelResponse> next() {
            made++;
            return delegate.infer(request)
                    .handle(
                            (response, failure) -> {
                                if (failure == null) {
                                    return response.withAttempts(made);
                                }
                                throw judge(failure);
                            });
        }

        private RuntimeException judge(Throwable failure) {
            Throwable cause = ExceptionUtils.stripCompletionException(failure);
            if (!(cause instanceof ModelUnavailableException)) {
                return new CompletionException(cause);
            }
            events.retrying(model);
            if (((ModelUnavailableException) cause).isOverload()) {
                return new CompletionException(cause);
            }
            long outagesNow = delegate.outages(model);
            counted = outagesNow == outages ? counted + 1 : 1;
            outages = outagesNow;
            return counted < mostAttempts
                    ? new CompletionException(cause)
                    : ModelFailureException.poison(
                            "expected an answer within "
                                    + mostAttempts
                                    + " attempts while the model answered others, came "
                                    + cause.getMessage(),
                            made);
        }
    }
}
