package io.radstream.job.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.ScriptedTableEnds;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.End;
import io.radstream.record.RadStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records the savepoint of a release, as docs/adr/0044 tells. No check runs it: it is asked for by
 * its name, on the release's commit, with {@code -Drelease=NAME}.
 */
final class ReleaseRecording {

    private static final InMemoryReporter REPORTER = InMemoryReporter.create();

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster().reportingTo(REPORTER);

    @TempDir private Path checkpoints;

    @Test
    void record() throws Exception {
        String release = System.getProperty("release", "");
        assertThat(release).as("-Drelease=NAME").matches("[a-z0-9-]+");
        try (ReleaseFixture fixture = ReleaseFixture.empty(release)) {
            Path folder = fixture.folder();
            ScriptedTableEnds.createTables(folder);
            ReleaseScene scene = new ReleaseScene(folder, ReleaseScene.BEGIN);
            scene.job().models().hold(ReleaseScene.HANGS);
            // No checkpoint but those that are asked for: one would commit what must not be.
            RunningJob running =
                    CLUSTER.start(
                            scene.job()
                                    .in(TestCluster.environment(checkpoints, Duration.ofHours(1))));
            running.awaitRunning();

            scene.firstStudyLands();
            awaitRows(1);
            running.checkpoint();
            Wait.until(
                    "the first study's row is committed",
                    () -> ScriptedTableEnds.endsInTables(folder).size() == 1);

            scene.othersLand();
            awaitRows(2);
            Wait.until("the third study's models are asked", () -> calls(scene) == 9);
            Wait.until("all halves are read", scene.script()::isRead);
            String savepoint = running.cancelWithSavepoint(folder);

            assertThat(ScriptedTableEnds.endsInTables(folder))
                    .extracting(End::studyId)
                    .containsExactly("committed");
            fixture.keep(
                    Path.of(URI.create(savepoint)),
                    Instant.now(),
                    Path.of("src/test/resources", release, "state.zip"));
        }
        Path records = Path.of("../udfs/src/test/resources", release, "records.avpr");
        Files.createDirectories(records.getParent());
        Files.writeString(records, RadStream.PROTOCOL.toString(true) + "\n");
    }

    private static int calls(ReleaseScene scene) {
        return scene.job().models().calls();
    }

    /** Waits until the sink of results has been given so many. */
    private static void awaitRows(long count) throws Exception {
        Wait.until(
                count + " rows are written",
                () ->
                        REPORTER.getMetricsByGroup().entrySet().stream()
                                        .filter(
                                                group ->
                                                        group.getKey()
                                                                .getMetricIdentifier("")
                                                                .contains("inference_results rows"))
                                        .map(group -> group.getValue().get("numRecordsIn"))
                                        .filter(Counter.class::isInstance)
                                        .mapToLong(counter -> ((Counter) counter).getCount())
                                        .sum()
                                >= count);
    }
}
