package io.radstream.job.connect.iceberg.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What to do to which tables. Immutable: each {@code with…} gives a changed copy. */
public final class MaintenancePlan implements Cloneable {

    /** The steps, in the order in which they are done. */
    public enum Step {
        /** Small data files of a day become few large ones. */
        COMPACT,
        /** Small manifests become few large ones. */
        REWRITE_MANIFESTS,
        /** Old snapshots are forgotten, and the files that only they used deleted. */
        EXPIRE_SNAPSHOTS,
        /** Files that no snapshot uses are deleted: what killed writers have left. */
        REMOVE_ORPHANS
    }

    private Instant restorableSince;
    private Set<Step> steps = EnumSet.allOf(Step.class);
    private Duration snapshotsKept = Duration.ofDays(1);
    private Duration orphansKept = Duration.ofDays(3);
    private OptionalLong targetFileBytes = OptionalLong.empty();
    private List<String> tables = List.of();
    private boolean dryRun;

    private MaintenancePlan() {}

    /**
     * All steps on all tables of the database.
     *
     * @param restorableSince the time of the oldest checkpoint or savepoint that a job may still be
     *     restored from. What that state needs of a table stays: nothing that is younger is
     *     touched. There is no default, because a wrong one loses rows or stops a restore
     */
    public static MaintenancePlan restorableSince(Instant restorableSince) {
        MaintenancePlan plan = new MaintenancePlan();
        plan.restorableSince = restorableSince;
        return plan;
    }

    Instant restorableSince() {
        return restorableSince;
    }

    Set<Step> steps() {
        return steps;
    }

    /** Only some of the steps. */
    public MaintenancePlan withSteps(Set<Step> value) {
        MaintenancePlan copy = clone();
        copy.steps = value.isEmpty() ? EnumSet.noneOf(Step.class) : EnumSet.copyOf(value);
        return copy;
    }

    Duration snapshotsKept() {
        return snapshotsKept;
    }

    /**
     * How long a snapshot stays for those who are reading it, or look back; a day by default. Every
     * commit writes the list of all snapshots anew, about 1 KB each.
     */
    public MaintenancePlan withSnapshotsKept(Duration value) {
        MaintenancePlan copy = clone();
        copy.snapshotsKept = notNegative(value);
        return copy;
    }

    Duration orphansKept() {
        return orphansKept;
    }

    /** How old a file is before it can be an orphan; 3 days by default. */
    public MaintenancePlan withOrphansKept(Duration value) {
        MaintenancePlan copy = clone();
        copy.orphansKept = notNegative(value);
        return copy;
    }

    OptionalLong targetFileBytes() {
        return targetFileBytes;
    }

    /** The size of a data file after compaction; by default what the table says, or 512 MiB. */
    public MaintenancePlan withTargetFileBytes(long value) {
        if (value < 1) {
            throw new IllegalArgumentException("expected a size of at least 1 byte, came " + value);
        }
        MaintenancePlan copy = clone();
        copy.targetFileBytes = OptionalLong.of(value);
        return copy;
    }

    List<String> tables() {
        return tables;
    }

    /** Only these tables of the database. */
    public MaintenancePlan withTables(List<String> value) {
        MaintenancePlan copy = clone();
        copy.tables = List.copyOf(value);
        return copy;
    }

    boolean isDryRun() {
        return dryRun;
    }

    /** Nothing is changed; the report tells what would be. */
    public MaintenancePlan withDryRun(boolean value) {
        MaintenancePlan copy = clone();
        copy.dryRun = value;
        return copy;
    }

    private static Duration notNegative(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("expected no negative duration, came " + value);
        }
        return value;
    }

    @Override
    protected MaintenancePlan clone() {
        try {
            return (MaintenancePlan) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class is cloneable", e);
        }
    }
}
