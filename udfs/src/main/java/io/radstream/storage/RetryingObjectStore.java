package io.radstream.storage;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.radstream.record.ObjectRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Tries again, with exponential backoff and jitter, whatever is not an {@link ObjectException}: an
 * outage of the store makes studies wait and rejects none. Reads are tried without end, writes for
 * a bounded time.
 */
public final class RetryingObjectStore implements ObjectStore {

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
    private static final double JITTER = 0.3;

    private final ObjectStore delegate;
    private final FailsafeExecutor<Object> reads;
    private final FailsafeExecutor<Object> writes;

    /**
     * @param giveUpWritingAfter a write that has failed for so long fails with its last exception
     * @param onRetry is told of every failure that is tried again
     */
    public RetryingObjectStore(
            ObjectStore delegate,
            ScheduledExecutorService scheduler,
            Duration giveUpWritingAfter,
            Consumer<Throwable> onRetry) {
        this.delegate = delegate;
        this.reads = Failsafe.with(policy(onRetry).build()).with(scheduler);
        this.writes =
                Failsafe.with(policy(onRetry).withMaxDuration(giveUpWritingAfter).build())
                        .with(scheduler);
    }

    @Override
    public CompletableFuture<byte[]> get(ObjectRef object, long maxBytes) {
        return reads.getStageAsync(() -> delegate.get(object, maxBytes));
    }

    @Override
    public CompletableFuture<Void> put(String key, byte[] content) {
        return writes.getStageAsync(() -> delegate.put(key, content));
    }

    @Override
    public void close() {
        delegate.close();
    }

    private static dev.failsafe.RetryPolicyBuilder<Object> policy(Consumer<Throwable> onRetry) {
        return RetryPolicy.builder()
                .abortOn(ObjectException.class)
                .withMaxAttempts(-1)
                .withBackoff(FIRST_DELAY, LONGEST_DELAY)
                .withJitter(JITTER)
                .onRetry(event -> onRetry.accept(event.getLastException()));
    }
}
