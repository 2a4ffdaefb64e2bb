package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.connect.iceberg.FaultyCatalogs;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.ScriptedTableEnds;
import io.radstream.job.fixture.Shared;
import io.radstream.job.fixture.TableRows;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.record.MetricNames;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whoever watches the job is told when rows no longer get into the tables. */
final class CommitAgeTopologyTest {

    /** Of all attempts, also those that have ended. */
    private static final InMemoryReporter REPORTER = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster().reportingTo(REPORTER);

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");
    private static final String TABLE = "inference_results";
    private static final int ATTEMPTS = 5;

    @TempDir private Path folder;
    private final FakeBucket images = FakeBucket.versioned();
    private final Script script = new Script();
    private RunningJob running;

    @BeforeEach
    void start() throws Exception {
        Refusal.REFUSING.set(false);
        ScriptedTableEnds.createTables(folder);
        CatalogLoader catalogs =
                new FaultyCatalogs(ScriptedTableEnds.catalog(folder), new Refusal());
        FakeJob job =
                new FakeJob(
                        FakeBucket.open(Shared.of(images)),
                        new ScriptedTableEnds(Shared.of(script), folder, catalogs));
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder.resolve("checkpoints"), Duration.ofMillis(100));
        environment.configure(
                new Configuration()
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                                Integer.MAX_VALUE));
        running = CLUSTER.start(job.in(environment));
    }

    @AfterEach
    void cancel() throws Exception {
        running.cancel();
    }

    @Test
    void growsOnThroughRestartsWhereTheCatalogRefusesCommits() throws Exception {
        arrives("committed");
        Wait.until("rows are committed", () -> rows() == 1);
        Refusal.REFUSING.set(true);
        long committedMs = newest().timestampMillis();
        arrives("refused");
        Wait.until("it has restarted again and again", () -> Refusal.REFUSED.get() >= ATTEMPTS);

        assertThat(newest().timestampMillis()).as("of the table").isEqualTo(committedMs);
        // The first attempt has known none, and has not looked since.
        Wait.until("all attempts tell of their age", () -> ages().size() >= ATTEMPTS);
        long beforeMs = System.currentTimeMillis();
        List<Long> ages = ages();
        long afterMs = System.currentTimeMillis();
        assertThat(ages).allMatch(ageMs -> ageMs >= beforeMs - committedMs);
        assertThat(ages)
                .filteredOn(ageMs -> ageMs <= afterMs - committedMs)
                .as("those that began after the commit")
                .hasSizeGreaterThanOrEqualTo(ATTEMPTS - 1);

        Refusal.REFUSING.set(false);
        Wait.until("nothing was lost", () -> rows() == 2);
    }

    /** Or the age of an idle stream would be that of one that is broken. */
    @Test
    void anIdleStreamCommitsNow() {
        Wait.until("nothing is committed", () -> newest() != null);

        assertThat(newest().summary())
                .containsEntry("total-records", "0")
                .containsEntry("flink.max-committed-checkpoint-id", "10");
    }

    private void arrives(String studyId) {
        List<ScriptedObject> objects = HandMade.pair(studyId).objects();
        images.hold(objects);
        objects.forEach(object -> script.arrives(object, BEGIN));
    }

    private Snapshot newest() {
        return new TableRows(ScriptedTableEnds.catalog(folder)).table(TABLE).currentSnapshot();
    }

    private long rows() {
        Snapshot newest = newest();
        return newest == null ? 0 : Long.parseLong(newest.summary().get("total-records"));
    }

    /** What each attempt tells of the table. */
    private static List<Long> ages() {
        return REPORTER.getMetricsByGroup().entrySet().stream()
                .filter(group -> isOfTable(group.getKey()))
                .filter(group -> group.getValue().containsKey(MetricNames.COMMIT_AGE_MS))
                .map(group -> (Gauge<?>) group.getValue().get(MetricNames.COMMIT_AGE_MS))
                .map(gauge -> (Long) gauge.getValue())
                .toList();
    }

    private static boolean isOfTable(MetricGroup group) {
        return (TABLE + " rows").equals(group.getAllVariables().get("<operator_name>"));
    }

    /** A catalog that takes no commit, as one whose permissions have been taken away. */
    private static final class Refusal implements FaultyCatalogs.Fault {

        private static final long serialVersionUID = 1L;
        private static final AtomicBoolean REFUSING = new AtomicBoolean();
        private static final AtomicInteger REFUSED = new AtomicInteger();

        @Override
        public void before(String table) {
            if (REFUSING.get()) {
                REFUSED.incrementAndGet();
                throw new IllegalStateException("the catalog refuses a commit to " + table);
            }
        }

        @Override
        public void after(String table) {}
    }
}
