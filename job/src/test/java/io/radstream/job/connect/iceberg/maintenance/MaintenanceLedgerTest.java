package io.radstream.job.connect.iceberg.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.Wait;
import io.radstream.job.connect.iceberg.Catalogs;
import io.radstream.job.connect.iceberg.Checkpoints;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Numbers;
import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan.Step;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.TestCluster;
import java.io.Closeable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a job was given is in the table, each row once, however its table is maintained. */
class MaintenanceLedgerTest {

    private static final int A_CHECKPOINT = 10;
    private static final int MANY = 1_000_000;

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @TempDir Path folder;

    private CatalogLoader catalogs;

    @BeforeEach
    void createTable() {
        catalogs = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        Numbers.create(catalogs, Numbers.TABLE);
    }

    @Test
    void stoppedMaintainedAndRestored() throws Exception {
        String savepoint = runUntil(8 * A_CHECKPOINT).stopWithSavepoint(folder);
        List<Long> before = numbers();

        // As if the savepoint were old, and the oldest: all that may go, goes.
        TableReport report = maintain(100, savepoint(savepoint));

        assertThat(report.problem()).isEmpty();
        assertThat(report.filesRewritten()).isGreaterThan(6);
        assertThat(report.after().dataFiles()).isEqualTo(1);
        assertThat(numbers()).isEqualTo(before);

        RunningJob again = CLUSTER.resume(job(), savepoint);
        awaitRows(before.size() + 3 * A_CHECKPOINT);
        again.stopWithSavepoint(folder);
        assertThat(numbers()).isEqualTo(Numbers.all(numbers().size()));
    }

    @Test
    void maintainedWhileItRunsAndKilled() throws Exception {
        RunningJob job = runUntil(A_CHECKPOINT);
        for (int rows = 2; rows <= 12; rows += 2) {
            awaitRows(rows * A_CHECKPOINT);
            Instant now = Instant.now();
            // Snapshots go at once, but for those that the running job may need.
            TableReport report =
                    new TableMaintenance(catalogs, Clock.systemUTC())
                            .run(
                                    MaintenancePlan.restorableSince(now.plus(Retention.MARGIN))
                                            .withSnapshotsKept(Duration.ZERO))
                            .get(0);
            assertThat(report.problem()).isEmpty();
        }
        job.cancel();
        List<Long> before = numbers();
        assertThat(before).isEqualTo(Numbers.all(before.size()));

        RunningJob again = CLUSTER.resume(job(), newestCheckpoint());
        awaitRows(before.size() + 3 * A_CHECKPOINT);
        again.stopWithSavepoint(folder);
        assertThat(numbers()).isEqualTo(Numbers.all(numbers().size()));
    }

    @Test
    void anOlderSavepointIsStillGoodAfterAllThatIsYoungerWasMaintained() throws Exception {
        String older = runUntil(4 * A_CHECKPOINT).stopWithSavepoint(folder);
        int written = numbers().size();
        RunningJob next = CLUSTER.resume(job(), older);
        awaitRows(written + 6 * A_CHECKPOINT);
        next.stopWithSavepoint(folder);

        assertThat(maintain(100, savepoint(older)).problem()).isEmpty();

        int lines = numbers().size();
        RunningJob rolledBack = CLUSTER.resume(job(), older);
        awaitRows(lines + 3 * A_CHECKPOINT);
        rolledBack.stopWithSavepoint(folder);

        // What came after the savepoint comes again, as after any step back; what it had does not.
        List<Long> numbers = numbers();
        assertThat(numbers.subList(0, written)).isEqualTo(Numbers.all(written));
        assertThat(new HashSet<>(numbers)).containsAll(Numbers.all(written + 3 * A_CHECKPOINT));
    }

    /** The control: an expiry that knows nothing of jobs. */
    @Test
    void withoutTheRuleASavepointCannotBeRestored() throws Exception {
        String savepoint = runUntil(6 * A_CHECKPOINT).stopWithSavepoint(folder);
        new TableMaintenance(catalogs, Clock.systemUTC())
                .run(
                        MaintenancePlan.restorableSince(Instant.now())
                                .withSteps(EnumSet.of(Step.COMPACT)));
        Catalog catalog = catalogs.loadCatalog();
        Table table = Numbers.load(catalog, Numbers.TABLE);
        table.expireSnapshots().expireOlderThan(System.currentTimeMillis()).retainLast(1).commit();
        ((Closeable) catalog).close();

        RunningJob again = CLUSTER.resume(job(), savepoint);

        assertThatThrownBy(again::awaitEnd)
                .isInstanceOf(JobExecutionException.class)
                .hasStackTraceContaining("NotFoundException");
    }

    private RunningJob runUntil(int rows) throws Exception {
        RunningJob job = CLUSTER.start(job());
        awaitRows(rows);
        return job;
    }

    /** Some days from now. */
    private TableReport maintain(int days, Instant oldestState) {
        Instant then = Instant.now().plus(Duration.ofDays(days));
        return new TableMaintenance(catalogs, Clock.fixed(then, ZoneOffset.UTC))
                .run(MaintenancePlan.restorableSince(oldestState.plus(Retention.MARGIN)))
                .get(0);
    }

    private StreamExecutionEnvironment job() {
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder.resolve("checkpoints"), Duration.ofMillis(100));
        new IcebergTables(catalogs)
                .append(
                        Numbers.upTo(MANY, A_CHECKPOINT, environment),
                        Numbers.table(),
                        "numbers-rows");
        return environment;
    }

    private List<Long> numbers() {
        return Numbers.in(catalogs, Numbers.TABLE);
    }

    private void awaitRows(int count) throws Exception {
        Wait.until(
                count + " rows are in the table",
                () -> numbers().size() >= count,
                () -> numbers().size());
    }

    private static Instant savepoint(String location) throws Exception {
        return Files.getLastModifiedTime(Path.of(URI.create(location)).resolve("_metadata"))
                .toInstant();
    }

    private String newestCheckpoint() throws Exception {
        return Checkpoints.newestBelow(folder.resolve("checkpoints"));
    }
}
