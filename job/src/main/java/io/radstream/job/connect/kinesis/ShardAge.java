package io.radstream.job.connect.kinesis;

import java.time.Duration;

/**
 * Whether what one shard still has to give began to leave the stream while the reads were held
 * back. By one thread.
 *
 * <p>A read gives all that the stream has from where the last one ended. So nothing can be missing
 * while that place is within the retention. A job that begins at the horizon is at its edge for as
 * long as its first reads take, and a read may lead through hours without records: neither is a
 * gap, so only what is outside for longer than {@link #TOLERANCE} counts.
 */
final class ShardAge {

    /** Far more than the time between two reads, and than clocks differ. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private long readUpToMs = ReadProgress.NOTHING;
    private long answeredMs = ReadProgress.NOTHING;
    private long outsideSinceMs = ReadProgress.NOTHING;

    /**
     * The next read is about to be asked for.
     *
     * @param upToMs all that arrived in the shard before was read; {@link ReadProgress#NOTHING}
     *     where nothing was yet
     * @return whether records may have left the stream unread
     */
    boolean isGap(long upToMs, long nowMs, Duration retention) {
        boolean moved = upToMs != readUpToMs;
        readUpToMs = upToMs;
        if (upToMs == ReadProgress.NOTHING || upToMs >= nowMs - retention.toMillis()) {
            outsideSinceMs = ReadProgress.NOTHING;
            return false;
        }
        if (!moved || outsideSinceMs == ReadProgress.NOTHING) {
            // What the last read did not give yet was in the stream when that was asked for.
            outsideSinceMs = Math.max(upToMs + retention.toMillis(), answeredMs);
        }
        return nowMs - outsideSinceMs > TOLERANCE.toMillis();
    }

    /** The read was answered, whether with records or without. */
    void answered(long askedAtMs) {
        answeredMs = askedAtMs;
    }

    /** The gap is known: only what is missing from now on is another one. */
    void accept(long nowMs) {
        answeredMs = nowMs;
        outsideSinceMs = nowMs;
    }
}
