package io.radstream.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.Records;
import io.radstream.record.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetryingObjectStoreTest {

    private static final ObjectRef IMAGE = Records.image("S1", "A1");
    private static final byte[] CONTENT = {1, 2, 3};

    private final FakeObjectStore delegate = new FakeObjectStore();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private final RetryingObjectStore store = retrying(Duration.ofMinutes(5));

    private RetryingObjectStore retrying(Duration giveUpWritingAfter) {
        return new RetryingObjectStore(delegate, giveUpWritingAfter, retries::incrementAndGet);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    /** What the future failed with, itself and unwrapped. */
    private static Throwable failureOf(CompletableFuture<?> future) throws Exception {
        return await(future.handle((value, failure) -> failure));
    }

    private static RuntimeException away() {
        return new UncheckedIOException(new IOException("503 Slow Down"));
    }

    @Test
    void readsAndWrites() throws Exception {
        await(store.put(IMAGE.getKey(), CONTENT));

        assertThat(await(store.get(IMAGE, 10))).isEqualTo(CONTENT);
        assertThat(retries).hasValue(0);
    }

    @Test
    void readsAgainWhateverPasses() throws Exception {
        delegate.onGet(
                object ->
                        switch (calls.incrementAndGet()) {
                            case 1 -> CompletableFuture.failedFuture(away());
                            case 2 ->
                                    CompletableFuture.failedFuture(
                                            new CompletionException(new IOException("reset")));
                            case 3 -> throw new IllegalStateException("no connection to be had");
                            default -> CompletableFuture.completedFuture(CONTENT);
                        });

        assertThat(await(store.get(IMAGE, 10))).isEqualTo(CONTENT);
        assertThat(calls).hasValue(4);
        assertThat(retries).hasValue(3);
    }

    @Test
    void asksOnceForWhatCannotBeHad() throws Exception {
        for (ObjectException gone :
                new ObjectException[] {
                    new ObjectGoneException("none"),
                    new ObjectOvertakenException("newer"),
                    new ObjectTooLargeException(1, 2)
                }) {
            delegate.onGet(
                    object -> {
                        calls.incrementAndGet();
                        return CompletableFuture.failedFuture(gone);
                    });
            assertThat(failureOf(store.get(IMAGE, 10))).isSameAs(gone);

            // As a store fails whose read ran on a thread of its own.
            delegate.onGet(
                    object -> {
                        calls.incrementAndGet();
                        return CompletableFuture.supplyAsync(
                                () -> {
                                    throw gone;
                                });
                    });
            assertThat(failureOf(store.get(IMAGE, 10))).isSameAs(gone);
        }
        assertThat(calls).hasValue(6);
        assertThat(retries).hasValue(0);
    }

    @Test
    void writesAgainWhateverPasses() throws Exception {
        delegate.onPut(
                () ->
                        calls.incrementAndGet() <= 2
                                ? CompletableFuture.failedFuture(away())
                                : CompletableFuture.completedFuture(null));

        await(store.put("results/S1", CONTENT));

        assertThat(delegate.content("results/S1")).isEqualTo(CONTENT);
        assertThat(retries).hasValue(2);
    }

    /** The job fails then, and starts again from its checkpoint. */
    @Test
    void givesAWriteUpAfterItsTime() throws Exception {
        delegate.onPut(
                () -> {
                    calls.incrementAndGet();
                    return CompletableFuture.failedFuture(away());
                });
        try (RetryingObjectStore impatient = retrying(Duration.ofMillis(350))) {
            assertThat(failureOf(impatient.put("results/S1", CONTENT)))
                    .hasMessageContaining("503 Slow Down");
        }
        assertThat(calls.get()).isBetween(2, 6);
    }

    /** The same bound does not hold for reads: an outage rejects no study. */
    @Test
    void givesNoReadUp() throws Exception {
        delegate.onGet(
                object ->
                        calls.incrementAndGet() <= 3
                                ? CompletableFuture.failedFuture(away())
                                : CompletableFuture.completedFuture(CONTENT));
        try (RetryingObjectStore impatient = retrying(Duration.ofMillis(150))) {
            assertThat(await(impatient.get(IMAGE, 10))).isEqualTo(CONTENT);
        }
    }

    @Test
    void letsNobodyWaitForACallThatHangs() throws Exception {
        delegate.hold(IMAGE.getKey(), CONTENT);
        ObjectRef hanging = Records.image("S2", "A1");
        delegate.onGet(
                object ->
                        object.equals(hanging)
                                ? new CompletableFuture<>()
                                : CompletableFuture.completedFuture(CONTENT));

        CompletableFuture<byte[]> hangs = store.get(hanging, 10);

        assertThat(await(store.get(IMAGE, 10))).isEqualTo(CONTENT);
        assertThat(hangs).isNotDone();
    }

    @Test
    void closesTheStoreBehindIt() {
        store.close();

        assertThat(delegate.isClosed()).isTrue();
    }
}
