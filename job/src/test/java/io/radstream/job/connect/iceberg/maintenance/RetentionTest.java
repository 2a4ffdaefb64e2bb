package io.radstream.job.connect.iceberg.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void isByAgeWhereTheOldestStateIsYoung() {
        MaintenancePlan plan = MaintenancePlan.restorableSince(NOW);

        assertThat(new Retention(NOW, plan).snapshotsSince())
                .isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(new Retention(NOW, plan.withSnapshotsKept(Duration.ofDays(5))).snapshotsSince())
                .isEqualTo(NOW.minus(Duration.ofDays(5)));
        assertThat(new Retention(NOW, plan).filesSince()).isEqualTo(NOW.minus(Duration.ofDays(3)));
    }

    @Test
    void isByTheOldestStateWhereThatIsOld() {
        Instant savepoint = NOW.minus(Duration.ofDays(20));
        Retention retention = new Retention(NOW, MaintenancePlan.restorableSince(savepoint));

        assertThat(retention.snapshotsSince()).isEqualTo(savepoint.minus(Duration.ofDays(1)));
        assertThat(retention.filesSince()).isEqualTo(savepoint.minus(Duration.ofDays(1)));
    }

    @Test
    void canBeShorterByAgeButNotByTheState() {
        Retention retention =
                new Retention(
                        NOW,
                        MaintenancePlan.restorableSince(NOW)
                                .withSnapshotsKept(Duration.ZERO)
                                .withOrphansKept(Duration.ofHours(36)));

        assertThat(retention.snapshotsSince()).isEqualTo(NOW.minus(Duration.ofDays(1)));
        assertThat(retention.filesSince()).isEqualTo(NOW.minus(Duration.ofHours(36)));
    }

    @Test
    void takesNoNegativeTimes() {
        MaintenancePlan plan = MaintenancePlan.restorableSince(NOW);
        assertThatThrownBy(() -> plan.withSnapshotsKept(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withOrphansKept(Duration.ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.withTargetFileBytes(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
