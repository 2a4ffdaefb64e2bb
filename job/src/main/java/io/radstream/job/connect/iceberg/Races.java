package io.radstream.job.connect.iceberg;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * Tries again what failed because somebody else was faster: a commit to a table that has changed
 * meanwhile, or a database that is locked for a moment. SQLite's own patience does not cover the
 * making of a database by several at once.
 */
final class Races {

    private static final RetryPolicy<Object> AGAIN =
            RetryPolicy.builder()
                    .handleIf(Races::mayBeWonNextTime)
                    .withBackoff(Duration.ofMillis(20), Duration.ofSeconds(1))
                    .withJitter(0.5)
                    .withMaxRetries(7)
                    .build();

    private Races() {}

    static <R> R retried(CheckedSupplier<R> attempt) {
        return Failsafe.with(AGAIN).get(attempt);
    }

    private static boolean mayBeWonNextTime(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CommitFailedException || cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
