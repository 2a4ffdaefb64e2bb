package io.radstream.job.connect.kinesis;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far one subtask of the source has read, shard by shard, and so how far its watermark may go:
 * all that arrived before it has been read.
 *
 * <p>A shard's watermark follows the records that were read from it. Where it has been read to its
 * tip, it goes on with the clock, up to the moment at which the read that found no more was asked
 * for. So a lagging shard holds it back, and an idle one does not.
 *
 * <p>A record may also lie in a shard that is not known yet. So no watermark passes the latest look
 * for shards; a subtask without shards goes by that alone. Whichever subtask a new shard falls to,
 * it has held the watermark back before the shard's first record until it reads that shard.
 *
 * <p>Times are milliseconds since the epoch. Safe for use by several threads.
 */
final class ReadProgress {

    /** Nothing has been read yet. */
    static final long NOTHING = Long.MIN_VALUE;

    private static final class Shard {

        private long bornAfterMs = NOTHING;
        private long readUpToMs = NOTHING;
        private long behindMs;
        private long toldAtMs;
    }

    private final Map<String, Shard> reading = new HashMap<>();
    private final Set<String> announced = new HashSet<>();
    private long discoveryAskedMs = NOTHING;
    private long discoveredUpToMs = NOTHING;

    /**
     * A look for shards has ended.
     *
     * @param askedAtMs when it began
     * @param found new ones; each is to be registered
     */
    synchronized void discovered(long askedAtMs, Collection<String> found) {
        announced.addAll(found);
        discoveryAskedMs = askedAtMs;
        settleDiscovery();
    }

    /**
     * A shard that was found is known now, and holds the watermark back until it is read.
     *
     * @param ended whether it was read to its end before the job was restored
     */
    synchronized void registered(String shard, boolean ended, long nowMs) {
        if (!ended) {
            Shard added = new Shard();
            added.toldAtMs = nowMs;
            // No earlier look had found it.
            added.bornAfterMs = discoveredUpToMs;
            reading.put(shard, added);
        }
        announced.remove(shard);
        settleDiscovery();
    }

    /**
     * A read has ended and its records have been emitted.
     *
     * @param askedAtMs at the latest when Kinesis was asked; {@link #NOTHING} if that is not known
     * @param newestArrivalMs the arrival of its last record; {@link #NOTHING} if it had none
     * @param behindMs how far behind the shard's tip it ended; 0 at the tip
     */
    synchronized void read(
            String shard, long askedAtMs, long newestArrivalMs, long behindMs, long nowMs) {
        Shard known = reading.get(shard);
        if (known == null) {
            // Kinesis may push on behind the end.
            return;
        }
        known.readUpToMs = Math.max(known.readUpToMs, newestArrivalMs);
        if (behindMs == 0) {
            known.readUpToMs = Math.max(known.readUpToMs, askedAtMs);
        }
        known.behindMs = behindMs;
        known.toldAtMs = nowMs;
    }

    /** The shard was closed by a reshard and has been read to its end. */
    synchronized void ended(String shard) {
        reading.remove(shard);
    }

    /**
     * All that arrived at this time or earlier has been emitted. It may lie before an earlier one,
     * after a reshard; {@link #NOTHING} as long as a shard has not been read at all.
     */
    synchronized long watermarkMs() {
        long upToMs = discoveredUpToMs;
        for (Shard shard : reading.values()) {
            upToMs = Math.min(upToMs, shard.readUpToMs);
        }
        // Another record may have arrived in the same millisecond.
        return upToMs == NOTHING ? NOTHING : upToMs - 1;
    }

    /**
     * All that arrived in this shard earlier has been emitted; {@link #NOTHING} where that cannot
     * be told, as before its first read, unless it is one that a reshard has made meanwhile.
     */
    synchronized long readUpToMs(String shard) {
        Shard known = reading.get(shard);
        return known == null ? NOTHING : Math.max(known.bornAfterMs, known.readUpToMs);
    }

    /**
     * How far the furthest shard lags: what the latest read told, and the time since then, so that
     * it also grows where reads hang. 0 without shards.
     */
    synchronized long lagMs(long nowMs) {
        long lagMs = 0;
        for (Shard shard : reading.values()) {
            lagMs = Math.max(lagMs, shard.behindMs + Math.max(0, nowMs - shard.toldAtMs));
        }
        return lagMs;
    }

    /** How many shards are being read. */
    synchronized int shards() {
        return reading.size();
    }

    private void settleDiscovery() {
        if (announced.isEmpty()) {
            discoveredUpToMs = Math.max(discoveredUpToMs, discoveryAskedMs);
        }
    }
}
