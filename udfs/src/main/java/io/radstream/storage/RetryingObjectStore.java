package io.radstream.storage;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.function.ContextualSupplier;
import io.radstream.record.ObjectRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again, with exponential backoff and jitter and within a budget for all of its calls,
 * whatever is not an {@link ObjectException}: an outage of the store makes studies wait and rejects
 * none. Reads are tried without end, writes for a bounded time. The store behind it must not retry
 * by itself.
 */
public final class RetryingObjectStore implements ObjectStore {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingObjectStore.class);

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
    private static final double JITTER = 0.3;
    private static final int MOST_RETRIES_AT_ONCE = 100;
    private static final double RETRIES_PER_SECOND = 10;

    private final ObjectStore delegate;
    private final Runnable onRetry;
    private final RetryBudget budget =
            new RetryBudget(MOST_RETRIES_AT_ONCE, RETRIES_PER_SECOND, System::nanoTime);
    private final OutageLog log = new OutageLog(LOG::warn, System::nanoTime);
    private final ScheduledExecutorService scheduler;
    private final FailsafeExecutor<Object> reads;
    private final FailsafeExecutor<Object> writes;
    private volatile boolean closed;

    /**
     * A store that retries the calls of another.
     *
     * @param delegate closed with this store
     * @param giveUpWritingAfter a write that has failed for so long fails with its last exception;
     *     more than 100 ms
     * @param onRetry is run, on any thread, for every failed call that is tried again
     */
    public RetryingObjectStore(
            ObjectStore delegate, Duration giveUpWritingAfter, Runnable onRetry) {
        this.delegate = delegate;
        this.onRetry = onRetry;
        this.scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        new ExecutorThreadFactory("radstream-store-retries"));
        this.reads = Failsafe.with(policy().build()).with(scheduler);
        this.writes =
                Failsafe.with(policy().withMaxDuration(giveUpWritingAfter).build()).with(scheduler);
    }

    @Override
    public CompletableFuture<byte[]> get(ObjectRef object, long maxBytes) {
        return reads.getStageAsync(attempts(() -> delegate.get(object, maxBytes)));
    }

    @Override
    public CompletableFuture<Void> put(String key, byte[] content) {
        return writes.getStageAsync(attempts(() -> delegate.put(key, content)));
    }

    @Override
    public void close() {
        closed = true;
        scheduler.shutdownNow();
        delegate.close();
    }

    /** A further attempt that the budget does not allow fails as the one before it did. */
    private <T> ContextualSupplier<T, CompletionStage<T>> attempts(
            Supplier<CompletableFuture<T>> call) {
        return context -> {
            if (context.isRetry()) {
                if (!budget.take()) {
                    return CompletableFuture.failedFuture(context.getLastException());
                }
                onRetry.run();
            }
            return call.get().whenComplete((result, failure) -> count(failure));
        };
    }

    private void count(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null || cause instanceof ObjectException) {
            budget.succeeded();
        } else if (!closed) {
            log.failed(cause);
        }
    }

    private RetryPolicyBuilder<Object> policy() {
        return RetryPolicy.builder()
                .abortOn(ObjectException.class)
                .abortIf((result, failure) -> closed)
                .withMaxAttempts(-1)
                .withBackoff(FIRST_DELAY, LONGEST_DELAY)
                .withJitter(JITTER);
    }
}
