package io.radstream.storage;

import java.util.function.LongSupplier;

/**
 * How often a store as a whole may try again: some at once, a few a second, and one for each call
 * that succeeds. So a hundred thousand calls that wait for the end of an outage ask a handful of
 * times a second between them, and are let through as fast as the store answers once it does. First
 * attempts are free.
 */
final class RetryBudget {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double most;
    private final double perSecond;
    private final LongSupplier nanoTime;
    private double left;
    private long countedAt;

    /**
     * @param most attempts that can be saved up
     * @param perSecond attempts that are added without a success
     * @param nanoTime as {@link System#nanoTime}
     */
    RetryBudget(int most, double perSecond, LongSupplier nanoTime) {
        this.most = most;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.left = most;
        this.countedAt = nanoTime.getAsLong();
    }

    /** A call has succeeded. */
    synchronized void succeeded() {
        left = Math.min(most, left + 1);
    }

    /** Whether a further attempt may be made now; it is counted. */
    synchronized boolean take() {
        long now = nanoTime.getAsLong();
        left = Math.min(most, left + (now - countedAt) / NANOS_PER_SECOND * perSecond);
        countedAt = now;
        if (left < 1) {
            return false;
        }
        left -= 1;
        return true;
    }
}
