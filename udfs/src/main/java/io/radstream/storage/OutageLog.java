package io.radstream.storage;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells of a store's failures, of many calls in one line, and at most every ten seconds. */
final class OutageLog {

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final Consumer<String> lines;
    private final LongSupplier nanoTime;
    private long untold;
    private long toldAt;

    /**
     * @param lines takes what there is to tell
     * @param nanoTime as {@link System#nanoTime}
     */
    OutageLog(Consumer<String> lines, LongSupplier nanoTime) {
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.toldAt = nanoTime.getAsLong() - INTERVAL_NS;
    }

    /** A call has failed and is to be tried again. */
    synchronized void failed(Throwable failure) {
        untold++;
        long now = nanoTime.getAsLong();
        if (now - toldAt >= INTERVAL_NS) {
            lines.accept(
                    untold
                            + " call(s) of the object store failed, trying again; the latest: "
                            + failure);
            untold = 0;
            toldAt = now;
        }
    }
}
