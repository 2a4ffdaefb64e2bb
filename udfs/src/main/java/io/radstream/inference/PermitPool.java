package io.radstream.inference;

import io.radstream.record.Priority;
import java.util.Comparator;
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
    private boolean granting;
    private boolean closed;

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
     * @param amount 0 to {@link #capacity}
     */
    CompletableFuture<Permit> acquire(long amount, Priority priority) {
        check(amount);
        Claim claim;
        synchronized (this) {
            claim = new Claim(amount, priority, claims++);
            if (!closed) {
                waiting.add(claim);
            }
        }
        grant();
        return claim.granted;
    }

    /** Nobody gets anything any more: who waits is forgotten. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    /** Throws where so much can never be had. */
    void check(long amount) {
        if (amount < 0 || amount > capacity) {
            throw new IllegalArgumentException(
                    "expected a claim of 0 to " + capacity + ", came " + amount);
        }
    }

    private void giveBack(long amount) {
        synchronized (this) {
            available += amount;
        }
        grant();
    }

    /**
     * Grants what can be granted, one claim after the other. A claim's dependents run at once,
     * outside the lock, and may give their permit back at once: what that sets free is granted by
     * the loop that is running already, or many that end at once would nest until the stack is
     * full.
     */
    private void grant() {
        synchronized (this) {
            if (granting) {
                return;
            }
            granting = true;
        }
        Claim next = next();
        while (next != null) {
            next.granted.complete(new Permit(next.amount));
            next = next();
        }
    }

    /** The next claim to grant; where there is none, nobody is granting any more. */
    private synchronized Claim next() {
        Claim head = waiting.peek();
        if (head == null || head.amount > available) {
            granting = false;
            return null;
        }
        available -= head.amount;
        return waiting.remove();
    }
}
