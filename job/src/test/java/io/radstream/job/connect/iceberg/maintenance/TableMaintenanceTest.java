package io.radstream.job.connect.iceberg.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.job.connect.iceberg.Catalogs;
import io.radstream.job.connect.iceberg.Commits;
import io.radstream.job.connect.iceberg.CommittedCheckpoints;
import io.radstream.job.connect.iceberg.Numbers;
import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMaintenanceTest {

    private static final int MINUTES_A_DAY = 24 * 60;

    /** When everything that a test has written is long past. */
    private final Instant later = Instant.now().plus(Duration.ofDays(100));

    @TempDir Path folder;

    private CatalogLoader catalogs;
    private Catalog catalog;
    private Table table;
    private Commits commits;

    @BeforeEach
    void createTable() {
        catalogs = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        Numbers.create(catalogs, Numbers.TABLE, "others");
        catalog = catalogs.loadCatalog();
        table = Numbers.load(catalog, Numbers.TABLE);
        commits = new Commits(table, Numbers.table(), "job");
    }

    @AfterEach
    void close() throws IOException {
        ((java.io.Closeable) catalog).close();
    }

    @Test
    void compactsEachDay() {
        addOverTwoDays(6);

        TableReport report = run(plan(Step.COMPACT));

        assertThat(report.problem()).isEmpty();
        assertThat(report.before().dataFiles()).isEqualTo(12);
        assertThat(report.after().dataFiles()).isEqualTo(2);
        assertThat(report.filesRewritten()).isEqualTo(12);
        assertThat(report.filesWritten()).isEqualTo(2);
        assertThat(report.after().rows()).isEqualTo(2 * MINUTES_A_DAY);
        assertThat(Numbers.in(catalogs, Numbers.TABLE)).isEqualTo(Numbers.all(2 * MINUTES_A_DAY));
    }

    @Test
    void compactsIntoFilesOfTheSizeThatIsWanted() {
        addOverTwoDays(6);
        run(plan(Step.COMPACT));
        table.refresh();
        long bytes =
                table.currentSnapshot()
                        .addedDataFiles(table.io())
                        .iterator()
                        .next()
                        .fileSizeInBytes();

        addOverTwoDays(6);
        TableReport report = run(plan(Step.COMPACT).withTargetFileBytes(bytes / 2));

        assertThat(report.after().dataFiles()).isGreaterThan(2);
        assertThat(report.after().rows()).isEqualTo(4 * MINUTES_A_DAY);
    }

    @Test
    void leavesACompactedTableAlone() {
        addOverTwoDays(6);
        run(plan(Step.COMPACT, Step.REWRITE_MANIFESTS));
        String before = version();

        TableReport report = run(plan(Step.COMPACT, Step.REWRITE_MANIFESTS));

        assertThat(report.filesRewritten()).isZero();
        assertThat(version()).isEqualTo(before);
    }

    @Test
    void rewritesManifests() {
        addOverTwoDays(6);

        TableReport report = run(plan(Step.REWRITE_MANIFESTS));

        assertThat(report.before().manifests()).isEqualTo(12);
        assertThat(report.manifestsRewritten()).isEqualTo(12);
        assertThat(report.after().manifests()).isEqualTo(1);
        assertThat(Numbers.in(catalogs, Numbers.TABLE)).isEqualTo(Numbers.all(2 * MINUTES_A_DAY));
    }

    @Test
    void lateCommitsOfTheJobDoNotDisturbACompaction() throws Exception {
        addOverTwoDays(6);
        CountDownLatch started = new CountDownLatch(1);
        ExecutorService job = Executors.newSingleThreadExecutor();
        try {
            Table ofJob = Numbers.load(catalogs.loadCatalog(), Numbers.TABLE);
            Future<?> rows =
                    job.submit(
                            () -> {
                                Commits more = new Commits(ofJob, Numbers.table(), "other");
                                for (int i = 0; i < 30; i++) {
                                    long from = 2L * MINUTES_A_DAY + i;
                                    more.add(from, from + 1);
                                    started.countDown();
                                }
                            });
            started.await();
            do {
                assertThat(run(plan(Step.COMPACT, Step.REWRITE_MANIFESTS)).problem()).isEmpty();
            } while (!rows.isDone());
            rows.get();
        } finally {
            job.shutdownNow();
        }

        assertThat(Numbers.in(catalogs, Numbers.TABLE))
                .isEqualTo(Numbers.all(2 * MINUTES_A_DAY + 30));
    }

    @Test
    void twoAtOnceLoseNothing() throws Exception {
        addOverTwoDays(6);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<TableReport>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                both.add(
                        threads.submit(
                                () ->
                                        run(
                                                plan(
                                                        Step.COMPACT,
                                                        Step.REWRITE_MANIFESTS,
                                                        Step.EXPIRE_SNAPSHOTS))));
            }
            for (Future<TableReport> one : both) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(Numbers.in(catalogs, Numbers.TABLE)).isEqualTo(Numbers.all(2 * MINUTES_A_DAY));
        assertThat(run(allSteps()).problem()).isEmpty();
        assertThat(Numbers.in(catalogs, Numbers.TABLE)).isEqualTo(Numbers.all(2 * MINUTES_A_DAY));
    }

    @Test
    void expiresWhatIsOldAndDeletesItsFiles() throws IOException {
        addOverTwoDays(6);
        run(plan(Step.COMPACT));
        commits.add(2 * MINUTES_A_DAY, 2 * MINUTES_A_DAY + 1);
        long before = dataFilesOnDisk();

        TableReport report = run(plan(Step.EXPIRE_SNAPSHOTS));

        assertThat(before).isEqualTo(12 + 2 + 1);
        assertThat(report.after().snapshots()).isEqualTo(1);
        assertThat(report.filesExpired()).isGreaterThan(12);
        assertThat(dataFilesOnDisk()).isEqualTo(2 + 1);
        assertThat(Numbers.in(catalogs, Numbers.TABLE))
                .isEqualTo(Numbers.all(2 * MINUTES_A_DAY + 1));
    }

    @Test
    void keepsTheWayBackToTheLastCheckpointOfAJob() {
        addOverTwoDays(6);

        TableReport report = run(plan(Step.COMPACT, Step.EXPIRE_SNAPSHOTS));

        table.refresh();
        // Two compactions, and the job's last commit behind them.
        assertThat(report.after().snapshots()).isEqualTo(3);
        Snapshot last = CommittedCheckpoints.of(table).newest();
        assertThat(last.summary())
                .containsEntry(
                        "flink.max-committed-checkpoint-id",
                        Long.toString(commits.lastCheckpoint()));

        // The control: Iceberg's own expiry of the same age would have taken it.
        table.expireSnapshots()
                .expireOlderThan(later.toEpochMilli())
                .retainLast(1)
                .cleanExpiredFiles(false)
                .commit();
        assertThat(CommittedCheckpoints.of(table).newest()).isNull();
    }

    @Test
    void keepsWhatIsYoungerThanTheOldestState() throws Exception {
        commits.add(0, 1);
        commits.add(1, 2);
        table.refresh();
        Instant savepoint =
                Instant.ofEpochMilli(table.currentSnapshot().timestampMillis())
                        .plus(Retention.MARGIN);
        commits.add(2, 3);
        commits.add(3, 4);

        TableReport report =
                run(
                        MaintenancePlan.restorableSince(savepoint)
                                .withSteps(EnumSet.of(Step.EXPIRE_SNAPSHOTS)));

        assertThat(report.before().snapshots()).isEqualTo(4);
        assertThat(report.after().snapshots()).isEqualTo(3);
    }

    @Test
    void removesOrphansAndNothingElse() throws IOException {
        addOverTwoDays(2);
        Path data = directory(table).resolve("data");
        Path metadata = directory(table).resolve("metadata");
        Path lost = orphan(data.resolve("at_day=2026-11-24/lost.parquet"));
        Path manifest = orphan(metadata.resolve("0f-lost-manifest.avro"));
        Path young = orphan(data.resolve("at_day=2026-11-24/young.parquet"));
        Files.setLastModifiedTime(
                young, FileTime.from(later.minus(Duration.ofDays(3)).plusSeconds(60)));
        Path neighbour = orphan(Path.of(directory(table) + "_old").resolve("data/file"));
        Set<Path> before = files(folder);

        TableReport report = run(plan(Step.REMOVE_ORPHANS));

        assertThat(report.orphansRemoved()).isEqualTo(2);
        assertThat(report.orphanBytes()).isEqualTo(2 * 4);
        before.removeAll(Set.of(lost, manifest));
        assertThat(files(folder)).isEqualTo(before).contains(young, neighbour);
        assertThat(Numbers.in(catalogs, Numbers.TABLE)).isEqualTo(Numbers.all(2 * MINUTES_A_DAY));
    }

    @Test
    void keepsFilesThatAStateMayKnow() throws IOException {
        commits.add(0, 1);
        Path written = orphan(directory(table).resolve("data/file.parquet"));
        Instant writtenAt = Files.getLastModifiedTime(written).toInstant();

        MaintenancePlan plan =
                MaintenancePlan.restorableSince(writtenAt.plus(Retention.MARGIN))
                        .withSteps(EnumSet.of(Step.REMOVE_ORPHANS));

        assertThat(run(plan).orphansRemoved()).isZero();
        assertThat(written).exists();
    }

    @Test
    void aDryRunTellsAndChangesNothing() throws IOException {
        addOverTwoDays(6);
        run(plan(Step.COMPACT));
        addOverTwoDays(6);
        orphan(directory(table).resolve("data/lost.parquet"));
        String version = version();
        Set<Path> before = files(folder.resolve("warehouse"));

        TableReport report = run(allSteps().withDryRun(true));

        assertThat(report.filesRewritten()).isEqualTo(12 + 2);
        assertThat(report.filesWritten()).isEqualTo(2);
        assertThat(report.manifestsRewritten()).isGreaterThan(8);
        assertThat(report.snapshotsExpired()).isGreaterThan(8);
        assertThat(report.orphansRemoved()).isEqualTo(1);
        assertThat(version()).isEqualTo(version);
        assertThat(files(folder.resolve("warehouse"))).isEqualTo(before);
        assertThat(report.toString())
                .startsWith("numbers: data files 14 -> 14")
                .contains("14 files compacted into 2");
    }

    @Test
    void aTableThatFailsLeavesTheOthersTheirTurn() {
        addOverTwoDays(6);
        table.updateProperties().set("gc.enabled", "false").commit();

        List<TableReport> reports = maintenance().run(allSteps());

        assertThat(reports).extracting(TableReport::table).containsExactly("numbers", "others");
        assertThat(reports.get(0).problem())
                .hasValueSatisfying(
                        problem ->
                                assertThat(problem)
                                        .startsWith("EXPIRE_SNAPSHOTS failed: ")
                                        .contains("GC is disabled"));
        assertThat(reports.get(0).after().dataFiles()).isEqualTo(2);
        assertThat(reports.get(1).problem()).isEmpty();
    }

    @Test
    void anEmptyTableIsLeftAlone() {
        TableReport report = maintenance().run(allSteps().withTables(List.of("others"))).get(0);

        assertThat(report.problem()).isEmpty();
        assertThat(report.after().snapshots()).isZero();
    }

    @Test
    void refusesATableThatDoesNotExist() {
        assertThatThrownBy(
                        () -> maintenance().run(allSteps().withTables(List.of("numbers", "none"))))
                .isInstanceOf(UnknownTablesException.class)
                .hasMessage("expected tables of [numbers, others], came [none]");
    }

    /** Minutes of two days, in so many commits a day. */
    private void addOverTwoDays(int commitsADay) {
        int step = MINUTES_A_DAY / commitsADay;
        for (int from = 0; from < 2 * MINUTES_A_DAY; from += step) {
            commits.add(from, from + step);
        }
    }

    private TableReport run(MaintenancePlan plan) {
        return maintenance().run(plan.withTables(List.of(Numbers.TABLE))).get(0);
    }

    private TableMaintenance maintenance() {
        return new TableMaintenance(catalogs, Clock.fixed(later, ZoneOffset.UTC));
    }

    private MaintenancePlan allSteps() {
        return MaintenancePlan.restorableSince(later);
    }

    private MaintenancePlan plan(Step first, Step... others) {
        return allSteps().withSteps(EnumSet.of(first, others));
    }

    private String version() {
        table.refresh();
        return TableUtil.metadataFileLocation(table);
    }

    private static Path directory(Table table) {
        return Path.of(java.net.URI.create(table.location()));
    }

    /** Four bytes, written now. */
    private static Path orphan(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[4]);
    }

    private long dataFilesOnDisk() throws IOException {
        return files(directory(table)).stream()
                .filter(file -> file.toString().endsWith(".parquet"))
                .count();
    }

    /** Without checksums beside them, which the local file system keeps for itself. */
    private static Set<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".crc"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
