package io.radstream.job.connect.kinesis;

import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a job without state begins to read. One with state goes on where it was, whatever this
 * says.
 */
public final class StartPosition implements Serializable {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        HORIZON,
        LATEST,
        TIMESTAMP
    }

    private final Kind kind;
    private final Instant at;

    private StartPosition(Kind kind, Instant at) {
        this.kind = kind;
        this.at = at;
    }

    /** With the oldest record that the stream still has. */
    public static StartPosition horizon() {
        return new StartPosition(Kind.HORIZON, null);
    }

    /** With what arrives from the job's submission on, also on shards that are silent for long. */
    public static StartPosition latest() {
        return new StartPosition(Kind.LATEST, null);
    }

    /** With what arrived at this time or later. */
    public static StartPosition at(Instant time) {
        return new StartPosition(Kind.TIMESTAMP, time);
    }

    /**
     * The time from which records are read, where it is not all of them.
     *
     * @param submittedAt when the job was submitted
     */
    Optional<Instant> from(Instant submittedAt) {
        switch (kind) {
            case HORIZON:
                return Optional.empty();
            case LATEST:
                return Optional.of(submittedAt);
            default:
                return Optional.of(at);
        }
    }

    /** Whether all that arrived from this time on is read. */
    boolean includes(Instant time, Instant submittedAt) {
        return from(submittedAt).map(from -> !from.isAfter(time)).orElse(true);
    }

    boolean isHorizon() {
        return kind == Kind.HORIZON;
    }

    boolean isLatest() {
        return kind == Kind.LATEST;
    }

    @Override
    public String toString() {
        return kind == Kind.TIMESTAMP ? at.toString() : kind.name().toLowerCase(Locale.ROOT);
    }
}
