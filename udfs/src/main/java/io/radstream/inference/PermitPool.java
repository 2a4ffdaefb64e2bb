package io.radstream.inference;

import io.radstream.record.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A bounded amount of something, such as calls or bytes, that is asked for without blocking. Who
 * does not get it waits: stat studies first, then in order. A large claim at the head holds the
 * others back, so that it gets its turn.
 */
final class PermitPool {

    private static final Comparator<Claim> ORDER =
            Comparator.<Claim>comparingInt(claim -> claim.priority == Priority.stat ? 0 : 1)
                    .thenComparingLong(claim -> claim.number);

    private final long capacity;
    private final PriorityQueue<Claim> waiting = new PriorityQueue<>(ORDER);
    private long available;
    private long claims;

    PermitPool(long capacity) {
        this.capacity = capacity;
        this.available = capacity;
    }

    /** A granted amount; give it back once. */
    final class Permit implements AutoCloseable {

        private final long amount;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Permit(long amount) {
            this.amount = amount;
        }

        /** Gives the amount back; closing twice does it once. */
        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                giveBack(amount);
            }
        }
    }

    private static final class Claim {

        private final long amount;
        private final Priority priority;
        private final long number;
        private final CompletableFuture<Permit> granted = new CompletableFuture<>();

        private Claim(long amount, Priority priority, long number) {
            this.amount = amount;
            this.priority = priority;
            this.number = number;
        }
    }

    /** The whole amount; more than this can never be had. */
    long capacity() {
        return capacity;
    }

    /** How many wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** How much is granted now. */
    synchronized long inUse() {
        return capacity - available;
    }

    /**
     * A permit, once it is this claim's turn and there is enough.
     *
     * @param amount at most {@link #capacity}
     */
    CompletableFuture<Permit> acquire(long amount, Priority priority) {
        if (amount > capacity) {
            throw new IllegalArgumentException(
                    "expected a claim of at most " + capacity + ", came " + amount);
        }
        Claim claim;
        synchronized (this) {
            claim = new Claim(amount, priority, claims++);
            waiting.add(claim);
        }
        grant();
        return claim.granted;
    }

    private void giveBack(long amount) {
        synchronized (this) {
            available += amount;
        }
        grant();
    }

    /**
     * Grants what can be granted; completes the futures outside the lock, since their dependents
     * run at once.
     */
    private void grant() {
        List<Claim> granted = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && waiting.peek().amount <= available) {
                Claim next = waiting.poll();
                available -= next.amount;
                granted.add(next);
            }
        }
        granted.forEach(claim -> claim.granted.complete(new Permit(claim.amount)));
    }
}
