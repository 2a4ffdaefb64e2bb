package io.radstream.job.connect.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a stream's retention means for state. */
public final class RetentionRules {

    /** No stream keeps its records for less. */
    static final Duration LEAST_RETENTION = Duration.ofHours(24);

    private static final String ACCEPT =
            " --source.accept-gap true, and have the objects that were created in that time copied"
                    + " onto themselves, which sends their events anew";

    private RetentionRules() {}

    /**
     * What is wrong with restoring a state now, if anything: records that it has not read yet may
     * have left the stream.
     *
     * @param readUpTo all that arrived before was read when the state was stored
     * @return the gap, and what to do
     */
    static Optional<String> gap(String stream, Instant readUpTo, Instant now, Duration retention) {
        Instant horizon = now.minus(retention);
        if (!readUpTo.isBefore(horizon)) {
            return Optional.empty();
        }
        return Optional.of(
                "expected a state that had read stream "
                        + stream
                        + " up to "
                        + horizon
                        + " or later, since the stream keeps records for "
                        + hours(retention)
                        + "; came one that had read it up to "
                        + readUpTo
                        + ": events that arrived between these two times may be lost. Restore a newer"
                        + " savepoint or checkpoint if there is one. Otherwise start again with"
                        + ACCEPT);
    }

    /**
     * A gap that came about while the job ran.
     *
     * @param readUpTo all that had arrived in the shard before was read
     * @return the gap, and what to do
     */
    static String gapWhileRunning(
            String stream, String shard, Instant readUpTo, Instant now, Duration retention) {
        return "expected shard "
                + shard
                + " of stream "
                + stream
                + " to have been read up to "
                + now.minus(retention)
                + " or later, since the stream keeps records for "
                + hours(retention)
                + "; came one that was read up to "
                + readUpTo
                + ", since the job was held back: events that arrived between these two times may be"
                + " lost. Have the stream keep its records for longer, so that no more are lost, and"
                + " see to what held the job back. Then start from the latest checkpoint with"
                + ACCEPT;
    }

    /**
     * What is wrong with another source going on from a state that had not read all shards yet and
     * would have begun at the horizon, if anything.
     *
     * @param uid the source's, which is not the one that the state was stored with
     * @return the gap, and what to do
     */
    static Optional<String> gapBetweenSources(String uid, StartPosition start) {
        if (start.isHorizon()) {
            return Optional.empty();
        }
        return Optional.of(
                "source.start: expected horizon, from which the restored state had not read every"
                        + " shard yet, since source.uid "
                        + uid
                        + " begins there anew; came "
                        + start
                        + ": what arrived before would not be read");
    }

    /**
     * What is wrong with another source going on from a state, if anything: it does not know how
     * far that had read, and begins at its start position.
     *
     * @param readUpTo all that arrived before was read when the state was stored
     * @param uid the source's, which is not the one that the state was stored with
     * @return the gap, and what to do
     */
    static Optional<String> gapBetweenSources(
            Instant readUpTo, String uid, StartPosition start, Instant now) {
        if (start.includes(readUpTo, now)) {
            return Optional.empty();
        }
        return Optional.of(
                "source.start: expected "
                        + readUpTo
                        + " or earlier, up to which the restored state had read the stream, since"
                        + " source.uid "
                        + uid
                        + " begins there anew; came "
                        + start
                        + ": what arrived in between would not be read. A little too early does no"
                        + " harm, what comes twice is dropped");
    }

    /**
     * What is wrong with starting at this time, if anything: some of it may have left the stream.
     */
    static Optional<String> startTooEarly(Instant start, Instant now, Duration retention) {
        Instant horizon = now.minus(retention);
        if (!start.isBefore(horizon)) {
            return Optional.empty();
        }
        return Optional.of(
                "expected to start at "
                        + horizon
                        + " or later, since the stream keeps records for "
                        + hours(retention)
                        + ", came "
                        + start
                        + ": start at the horizon to read what is left");
    }

    /**
     * What is wrong with how long studies are remembered, if anything: a half must be remembered
     * for as long as the other can still be read, also by a job that was down in between.
     *
     * @param stateTtl how long a study is remembered
     * @param orphanPatience how long a half may wait for the other
     * @param retention how long the stream keeps its records
     */
    public static Optional<String> stateTtlTooShort(
            Duration stateTtl, Duration orphanPatience, Duration retention) {
        Duration least = retention.plus(orphanPatience);
        if (stateTtl.compareTo(least) >= 0) {
            return Optional.empty();
        }
        return Optional.of(
                "expected studies to be remembered for at least "
                        + least
                        + " (the stream's retention of "
                        + hours(retention)
                        + " and the orphans' patience), came "
                        + stateTtl
                        + ": after a downtime, halves whose other half is still in the stream would"
                        + " be forgotten");
    }

    private static String hours(Duration duration) {
        return duration.toHours() + " h";
    }
}
