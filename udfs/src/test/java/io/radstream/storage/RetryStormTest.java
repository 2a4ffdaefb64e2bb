package io.radstream.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.Records;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many studies that wait for one store which is away. */
final class RetryStormTest {

    private static final int WAITING = 5000;
    private static final byte[] CONTENT = {1};

    @Test
    void asksSeldomWhileTheStoreIsAwayAndOftenOnceItIsBack() throws Exception {
        AtomicLong calls = new AtomicLong();
        AtomicBoolean away = new AtomicBoolean(true);
        CountDownLatch retries = new CountDownLatch(110);
        FakeObjectStore delegate = new FakeObjectStore();
        delegate.onGet(
                object -> {
                    calls.incrementAndGet();
                    return away.get()
                            ? CompletableFuture.failedFuture(new IllegalStateException("503"))
                            : CompletableFuture.completedFuture(CONTENT);
                });
        long begunAt = System.nanoTime();
        try (RetryingObjectStore store =
                new RetryingObjectStore(delegate, Duration.ofMinutes(5), retries::countDown)) {
            List<CompletableFuture<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                reads.add(store.get(Records.image("S" + i, "A1"), 10));
            }
            // A hundred at once, the others as time goes by.
            assertThat(retries.await(60, TimeUnit.SECONDS)).isTrue();
            // In this order: the time that passes between the two only adds to the bound.
            double asked = calls.get();
            double seconds = (System.nanoTime() - begunAt) / 1e9;
            assertThat(asked).isLessThan(WAITING + 100 + 10 * seconds + 1);

            away.set(false);

            for (CompletableFuture<byte[]> read : reads) {
                assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(CONTENT);
            }
        }
    }
}
