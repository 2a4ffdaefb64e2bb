package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Shared;
import io.radstream.job.fixture.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a job was given is in the table, each row once, whatever happens to its commits. */
class IcebergSinkLedgerTest {

    private static final int COUNT = 60;
    private static final int A_CHECKPOINT = 10;

    /** So many that only a test that stops the job ends. */
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
    void commitsThatFailOrAnswerNothing() throws Exception {
        Shared<Failures> failures = Shared.of(new Failures(Set.of(2, 5), Set.of(4)));

        CLUSTER.start(job(new FaultyCatalogs(catalogs, new Failing(failures)), COUNT)).awaitEnd();

        assertThat(failures.get().commits.get()).isGreaterThan(5);
        assertThat(numbers()).isEqualTo(Numbers.all(COUNT));
    }

    @Test
    void killedBetweenCheckpointAndCommit() throws Exception {
        Shared<Hang> hang = Shared.of(new Hang(3));
        RunningJob job = CLUSTER.start(job(new FaultyCatalogs(catalogs, new Hanging(hang)), MANY));
        hang.get().hangs.await();
        job.cancel();
        assertThat(numbers()).isEqualTo(Numbers.all(2 * A_CHECKPOINT));

        RunningJob again = CLUSTER.resume(job(catalogs, MANY), newestCheckpoint());
        awaitRows(5 * A_CHECKPOINT);
        again.stopWithSavepoint(folder.resolve("savepoints"));

        assertThat(numbers()).isEqualTo(Numbers.all(numbers().size()));
    }

    @Test
    void restoredUnderANewIdFromAStateWhoseRowsAreCommitted() throws Exception {
        RunningJob job = CLUSTER.start(job(catalogs, MANY));
        awaitRows(3 * A_CHECKPOINT);
        String savepoint = job.stopWithSavepoint(folder.resolve("savepoints"));
        List<Long> before = numbers();

        RunningJob again = CLUSTER.resume(job(catalogs, MANY), savepoint);
        awaitRows(before.size() + 3 * A_CHECKPOINT);
        again.cancel();
        List<Long> between = numbers();
        assertThat(between).isEqualTo(Numbers.all(between.size()));

        RunningJob third = CLUSTER.resume(job(catalogs, MANY), newestCheckpoint());
        awaitRows(between.size() + 2 * A_CHECKPOINT);
        third.stopWithSavepoint(folder.resolve("savepoints"));
        assertThat(numbers()).isEqualTo(Numbers.all(numbers().size()));
    }

    @Test
    void restartedAfterTheMetadataThatItWasBuiltWithIsGone() throws Exception {
        Catalog catalog = catalogs.loadCatalog();
        Numbers.load(catalog, Numbers.TABLE)
                .updateProperties()
                .set("write.metadata.previous-versions-max", "1")
                .commit();
        Numbers.close(catalog);
        Shared<Failures> failures = Shared.of(new Failures(Set.of(4), Set.of()));

        CLUSTER.start(job(new FaultyCatalogs(catalogs, new Failing(failures)), COUNT)).awaitEnd();

        assertThat(numbers()).isEqualTo(Numbers.all(COUNT));
    }

    @Test
    void aTableThatAnOlderReleaseMade() throws Exception {
        CLUSTER.start(job(catalogs, COUNT)).awaitEnd();
        TableDefinition<Long> grown = TablePreparationTest.grown();
        new IcebergTables(catalogs).create(List.of(grown));

        run(grown);
        run(Numbers.table());

        List<Record> rows = Numbers.rows(catalogs, Numbers.TABLE);
        assertThat(rows)
                .hasSize(3 * COUNT)
                .allSatisfy(
                        row -> {
                            long number = (Long) row.getField("number");
                            assertThat(row.getField("name")).isEqualTo(Numbers.name(number));
                            assertThat(row.getField("at"))
                                    .hasToString(
                                            Numbers.at(number)
                                                    .atOffset(java.time.ZoneOffset.UTC)
                                                    .toLocalDateTime()
                                                    .toString());
                        });
        assertThat(rows)
                .filteredOn(row -> row.getField("even") != null)
                .hasSize(COUNT)
                .allSatisfy(
                        row -> {
                            long number = (Long) row.getField("number");
                            assertThat(row.getField("half")).isEqualTo(number / 2.0);
                            assertThat(row.getField("even")).isEqualTo(number % 2 == 0);
                        });
    }

    @Test
    void fourTablesInOneFile() throws Exception {
        List<String> names = List.of("one", "two", "three", "four");
        names.forEach(name -> Numbers.create(catalogs, name));
        StreamExecutionEnvironment environment = environment();
        DataStream<Long> numbers = Numbers.upTo(COUNT, A_CHECKPOINT, environment);
        names.forEach(
                name ->
                        new IcebergTables(catalogs)
                                .append(numbers, Numbers.table(name), name + "-rows"));

        CLUSTER.start(environment).awaitEnd();

        for (String name : names) {
            assertThat(Numbers.in(catalogs, name)).isEqualTo(Numbers.all(COUNT));
        }
        // Nobody had to start again: every checkpoint has its own commit.
        Catalog catalog = catalogs.loadCatalog();
        Table table = Numbers.load(catalog, "four");
        assertThat(table.history().size()).isGreaterThanOrEqualTo(COUNT / A_CHECKPOINT);
        Numbers.close(catalog);
    }

    private void run(TableDefinition<Long> definition) throws Exception {
        StreamExecutionEnvironment environment = environment();
        new IcebergTables(catalogs)
                .append(Numbers.upTo(COUNT, A_CHECKPOINT, environment), definition, "numbers-rows");
        CLUSTER.start(environment).awaitEnd();
    }

    private StreamExecutionEnvironment job(CatalogLoader loader, long count) {
        StreamExecutionEnvironment environment = environment();
        new IcebergTables(loader)
                .append(
                        Numbers.upTo(count, A_CHECKPOINT, environment),
                        Numbers.table(),
                        "numbers-rows");
        return environment;
    }

    private StreamExecutionEnvironment environment() {
        return TestCluster.environment(folder.resolve("checkpoints"), Duration.ofMillis(100));
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

    private String newestCheckpoint() throws IOException {
        return Checkpoints.newestBelow(folder.resolve("checkpoints"));
    }

    /** Which commits, counted from one, fail before and after they are done. */
    static final class Failures {

        private final Set<Integer> before;
        private final Set<Integer> after;
        private final AtomicInteger commits = new AtomicInteger();

        Failures(Set<Integer> before, Set<Integer> after) {
            this.before = before;
            this.after = after;
        }
    }

    private record Failing(Shared<Failures> failures) implements FaultyCatalogs.Fault {
        @Override
        public void before(String table) {
            if (failures.get().before.contains(failures.get().commits.incrementAndGet())) {
                throw new IllegalStateException("the catalog is away");
            }
        }

        @Override
        public void after(String table) {
            if (failures.get().after.contains(failures.get().commits.get())) {
                throw new CommitStateUnknownException(
                        new IllegalStateException("the catalog went away before it answered"));
            }
        }
    }

    /** A commit that does not come back. */
    static final class Hang {

        private final AtomicInteger left;
        private final CountDownLatch hangs = new CountDownLatch(1);

        Hang(int commit) {
            left = new AtomicInteger(commit);
        }
    }

    private record Hanging(Shared<Hang> hang) implements FaultyCatalogs.Fault {
        @Override
        public void before(String table) {
            if (hang.get().left.decrementAndGet() == 0) {
                hang.get().hangs.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("killed", e);
                }
            }
        }

        @Override
        public void after(String table) {}
    }
}
