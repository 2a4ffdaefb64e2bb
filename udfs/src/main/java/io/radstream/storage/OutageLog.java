package io.radstream.storage;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a store's failures, of many calls in one line, and at most every ten seconds. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private long untold;
    private long toldAt;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    OutageLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.toldAt = nanoTime.getAsLong() - INTERVAL_NS;
    }

    /** A call has failed and is to be tried again. */
    synchronized void failed(Throwable failure) {
        untold++;
        long now = nanoTime.getAsLong();
        if (now - toldAt >= INTERVAL_NS) {
            LOG.warn(
                    "{} call(s) of the object store failed, trying again; the latest: {}",
                    untold,
                    String.valueOf(failure));
            untold = 0;
            toldAt = now;
        }
    }
}
