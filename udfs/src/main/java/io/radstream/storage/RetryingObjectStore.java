package io.radstream.storage;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import dev.failsafe.event.ExecutionAttemptedEvent;
import io.radstream.record.ObjectRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again, with exponential backoff and jitter, whatever is not an {@link ObjectException}: an
 * outage of the store makes studies wait and rejects none. Reads are tried without end, writes for
 * a bounded time.
 */
public final class RetryingObjectStore implements ObjectStore {

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
    private static final double JITTER = 0.3;

    private static final Logger LOG = LoggerFactory.getLogger(RetryingObjectStore.class);

    private final ObjectStore delegate;
    private final ScheduledExecutorService scheduler;
    private final FailsafeExecutor<Object> reads;
    private final FailsafeExecutor<Object> writes;

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
        this.scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        new ExecutorThreadFactory("radstream-store-retries"));
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
        scheduler.shutdownNow();
        delegate.close();
    }

    private static RetryPolicyBuilder<Object> policy(Runnable onRetry) {
        return RetryPolicy.builder()
                .abortOn(ObjectException.class)
                .withMaxAttempts(-1)
                .withBackoff(FIRST_DELAY, LONGEST_DELAY)
                .withJitter(JITTER)
                .onRetry(
                        event -> {
                            onRetry.run();
                            tell(event);
                        });
    }

    /** Of an outage, ever more seldom. */
    private static void tell(ExecutionAttemptedEvent<Object> event) {
        if (Integer.bitCount(event.getAttemptCount()) == 1) {
            LOG.warn(
                    "the object store failed {} time(s), trying again: {}",
                    event.getAttemptCount(),
                    String.valueOf(event.getLastException()));
        }
    }
}
