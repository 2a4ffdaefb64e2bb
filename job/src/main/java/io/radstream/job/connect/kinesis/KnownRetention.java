package io.radstream.job.connect.kinesis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long the stream keeps its records, which can be changed at any time: asked for again
 * where the answer is no longer fresh. Safe for use by several threads.
 */
final class KnownRetention {

    /** Less than {@link ShardAge#TOLERANCE}, so that advice to keep records for longer helps. */
    static final Duration FRESH = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(KnownRetention.class);

    private final RetentionGuard.Retention retention;
    private final Clock clock;
    private Instant askedAt = Instant.MIN;
    private Duration known;

    KnownRetention(RetentionGuard.Retention retention, Clock clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /** Empty where Kinesis does not tell; it is not asked again at once. */
    synchronized Optional<Duration> find() {
        Instant now = clock.instant();
        if (askedAt.isBefore(now.minus(FRESH))) {
            askedAt = now;
            try {
                known = retention.ask();
            } catch (RuntimeException e) {
                known = null;
                LOG.warn("cannot ask for how long the stream keeps its records", e);
            }
        }
        return Optional.ofNullable(known);
    }
}
