package io.radstream.job.connect.iceberg.maintenance;

import java.time.Duration;
import java.time.Instant;

/**
 * How old something must be before it may go.
 *
 * <p>A savepoint's time is that of its end. What it holds was written before, at the latest since
 * the last checkpoint that the job had completed; and the clocks of job, storage and catalog
 * differ. A day covers both.
 */
final class Retention {

    static final Duration MARGIN = Duration.ofDays(1);

    private final Instant now;
    private final MaintenancePlan plan;

    Retention(Instant now, MaintenancePlan plan) {
        this.now = now;
        this.plan = plan;
    }

    /** Snapshots from then on stay. */
    Instant snapshotsSince() {
        return earlier(plan.snapshotsKept());
    }

    /** Files from then on stay, whether anybody knows them or not. */
    Instant filesSince() {
        return earlier(plan.orphansKept());
    }

    private Instant earlier(Duration kept) {
        Instant byAge = now.minus(kept);
        Instant byState = plan.restorableSince().minus(MARGIN);
        return byAge.isBefore(byState) ? byAge : byState;
    }
}
