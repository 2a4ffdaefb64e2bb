package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.Wait;
import io.radstream.inference.PermitPool.Permit;
import io.radstream.record.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PermitPoolTest {

    private final PermitPool pool = new PermitPool(10);

    private CompletableFuture<Permit> routine(long amount) {
        return pool.acquire(amount, Priority.routine);
    }

    @Test
    void grantsAtOnceWhatIsThere() {
        assertThat(routine(4)).isCompleted();
        assertThat(routine(6)).isCompleted();

        assertThat(pool.inUse()).isEqualTo(10);
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void letsWaitWhatIsNotThere() {
        Permit held = routine(7).join();

        CompletableFuture<Permit> waits = routine(4);
        assertThat(waits).isNotDone();
        assertThat(pool.waiting()).isEqualTo(1);

        held.close();
        assertThat(waits).isCompleted();
        assertThat(pool.inUse()).isEqualTo(4);
    }

    @Test
    void takesStatFirstAndElseTheOrderOfAsking() {
        Permit all = routine(10).join();
        List<String> order = new ArrayList<>();
        ask("routine 1", Priority.routine, order);
        ask("stat 1", Priority.stat, order);
        ask("routine 2", Priority.routine, order);
        ask("stat 2", Priority.stat, order);

        all.close();

        assertThat(order).containsExactly("stat 1", "stat 2", "routine 1", "routine 2");
    }

    private void ask(String name, Priority priority, List<String> order) {
        CompletableFuture<?> unused =
                pool.acquire(10, priority)
                        .thenAccept(
                                permit -> {
                                    order.add(name);
                                    permit.close();
                                });
    }

    /** Small claims that slip by would keep a large one waiting for ever. */
    @Test
    void givesALargeClaimItsTurn() {
        Permit small = routine(1).join();
        CompletableFuture<Permit> large = routine(10);
        CompletableFuture<Permit> later = routine(1);

        assertThat(later).isNotDone();
        small.close();

        assertThat(large).isCompleted();
        assertThat(later).isNotDone();
    }

    @Test
    void takesAPermitBackOnce() {
        Permit permit = routine(10).join();
        permit.close();
        permit.close();

        assertThat(pool.inUse()).isZero();
    }

    @Test
    void refusesWhatCanNeverBeHad() {
        assertThatThrownBy(() -> routine(11))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a claim of 0 to 10, came 11");
        assertThat(pool.waiting()).isZero();
    }

    /** It would make capacity out of nothing. */
    @Test
    void refusesANegativeClaim() {
        assertThatThrownBy(() -> routine(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(routine(10)).isCompleted();
        assertThat(routine(1)).isNotDone();
    }

    /** As when a step is closed: each study that gets its place fails at once, and frees it. */
    @Test
    void doesNotNestTheGrantsOfManyThatEndAtOnce() {
        Permit all = routine(10).join();
        AtomicInteger ended = new AtomicInteger();
        AtomicInteger deepest = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            CompletableFuture<?> unused =
                    routine(10)
                            .thenAccept(
                                    permit -> {
                                        if (ended.incrementAndGet() % 100 == 0) {
                                            deepest.accumulateAndGet(depth(), Math::max);
                                        }
                                        permit.close();
                                    });
        }

        all.close();

        assertThat(ended).hasValue(100_000);
        assertThat(deepest.get()).as("frames").isLessThan(200);
        assertThat(pool.inUse()).isZero();
    }

    private static int depth() {
        return new Throwable().getStackTrace().length;
    }

    @Test
    void givesNothingMoreOnceItIsClosed() {
        Permit all = routine(10).join();
        CompletableFuture<Permit> waits = routine(1);
        pool.close();
        all.close();

        assertThat(waits).isNotDone();
        assertThat(routine(1)).isNotDone();
        assertThat(pool.waiting()).isZero();
    }

    /** A dependent that fails is its own business. */
    @Test
    void goesOnGrantingAfterADependentThatThrows() {
        Permit all = routine(10).join();
        CompletableFuture<?> throwing =
                routine(5)
                        .thenAccept(
                                permit -> {
                                    throw new IllegalStateException("of the test");
                                });
        CompletableFuture<Permit> next = routine(5);

        all.close();

        assertThat(throwing).isCompletedExceptionally();
        assertThat(next).isCompleted();
    }

    /** Never more than there is, nobody forgotten, and whole again in the end. */
    @Test
    void holdsWithManyThreads() throws Exception {
        int threads = 4;
        int claims = 5_000;
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        AtomicInteger ended = new AtomicInteger();
        ExecutorService users = Executors.newFixedThreadPool(threads);
        ExecutorService returning = Executors.newFixedThreadPool(threads);
        try {
            for (int t = 0; t < threads; t++) {
                Random random = new Random(t);
                users.execute(
                        () -> {
                            for (int i = 0; i < claims; i++) {
                                long amount = random.nextInt(11);
                                Priority priority =
                                        random.nextInt(10) == 0 ? Priority.stat : Priority.routine;
                                CompletableFuture<?> unused =
                                        pool.acquire(amount, priority)
                                                .thenAccept(
                                                        permit -> {
                                                            most.accumulateAndGet(
                                                                    held.addAndGet(amount),
                                                                    Math::max);
                                                            returning.execute(
                                                                    () -> {
                                                                        held.addAndGet(-amount);
                                                                        permit.close();
                                                                        ended.incrementAndGet();
                                                                    });
                                                        });
                            }
                        });
            }
            Wait.until("all claims to end", () -> ended.get() == threads * claims);
        } finally {
            users.shutdownNow();
            returning.shutdownNow();
            assertThat(returning.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(most.get()).isLessThanOrEqualTo(10);
        assertThat(pool.inUse()).isZero();
        assertThat(pool.waiting()).isZero();
    }
}
