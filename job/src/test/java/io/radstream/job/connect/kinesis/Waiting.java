package io.radstream.job.connect.kinesis;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, not for a time. */
final class Waiting {

    private static final long LOOK_EVERY_MS = 20;

    private Waiting() {}

    /** Returns as soon as the condition holds; fails when it does not in time. */
    static void until(Duration within, String what, Callable<Boolean> condition) {
        long deadlineNs = System.nanoTime() + within.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new AssertionError("not within " + within + ": " + what);
                }
                Thread.sleep(LOOK_EVERY_MS);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting: " + what, e);
        } catch (Exception e) {
            throw new AssertionError("failed while waiting: " + what, e);
        }
    }
}
