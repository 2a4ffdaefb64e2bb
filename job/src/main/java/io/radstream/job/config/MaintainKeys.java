package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.duration;
import static io.radstream.job.config.ValueTypes.flag;
import static io.radstream.job.config.ValueTypes.instant;
import static io.radstream.job.config.ValueTypes.names;
import static io.radstream.job.config.ValueTypes.size;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What is done to the tables beside the running job. */
public final class MaintainKeys {

    private static final String NAME = "maintain";
    private static final String NOT_THERE = "but the job does not read it: maintain from elsewhere";

    public static final Key<Instant> RESTORABLE_SINCE =
            Key.of(
                            NAME,
                            "restorable-since",
                            instant(),
                            "The time of the oldest checkpoint or savepoint that a job may still be"
                                    + " restored from. What it needs stays; a wrong time loses rows"
                                    + " or stops a restore, so there is no default.")
                    .require()
                    .noteOnManagedFlink(NOT_THERE);

    public static final Key<Set<String>> STEPS =
            Key.of(
                            NAME,
                            "steps",
                            names(
                                    "of compact, rewrite-manifests, expire-snapshots,"
                                            + " remove-orphans",
                                    "compact|rewrite-manifests|expire-snapshots|remove-orphans"),
                            "What to do.")
                    .withDefault("compact,rewrite-manifests,expire-snapshots,remove-orphans")
                    .noteOnManagedFlink(NOT_THERE);

    public static final Key<Set<String>> TABLES =
            Key.of(
                            NAME,
                            "tables",
                            names("names of tables", "[a-z0-9_]{1,128}"),
                            "Only these tables.")
                    .noteOnManagedFlink(NOT_THERE);

    public static final Key<Duration> SNAPSHOTS_KEPT =
            Key.of(
                            NAME,
                            "snapshots-kept",
                            duration("0ms"),
                            "How long a snapshot stays for those who read it or look back.")
                    .withDefault("1d")
                    .noteOnManagedFlink(NOT_THERE);

    public static final Key<Duration> ORPHANS_KEPT =
            Key.of(
                            NAME,
                            "orphans-kept",
                            duration("0ms"),
                            "How old a file is before it can be an orphan.")
                    .withDefault("3d")
                    .noteOnManagedFlink(NOT_THERE);

    public static final Key<Long> FILE_SIZE =
            Key.of(
                            NAME,
                            "file-size",
                            size("1b"),
                            "Of a data file after compaction, if not what the table says.")
                    .noteOnManagedFlink(NOT_THERE);

    public static final Key<Boolean> DRY_RUN =
            Key.of(NAME, "dry-run", flag(), "Whether to change nothing and tell what would be.")
                    .withDefault("false")
                    .noteOnManagedFlink(NOT_THERE);

    static final Group GROUP =
            Group.of(
                    NAME,
                    "What is done to the tables beside the running job, by `java -cp"
                            + " \"radstream.jar:$FLINK_HOME/lib/*\""
                            + " io.radstream.job.RadStreamTables maintain`, with the groups `aws`,"
                            + " `tables` and `catalog`. With those three and `arms`, `… create`"
                            + " makes the tables. The job reads nothing of this group. More in"
                            + " [packaging](packaging.md#the-tables-without-a-job).",
                    RESTORABLE_SINCE,
                    STEPS,
                    TABLES,
                    SNAPSHOTS_KEPT,
                    ORPHANS_KEPT,
                    FILE_SIZE,
                    DRY_RUN);

    private MaintainKeys() {}
}
