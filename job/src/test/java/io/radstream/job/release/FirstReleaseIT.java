package io.radstream.job.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.radstream.job.fixture.JsonLines;
import io.radstream.job.fixture.ScriptedTableEnds;
import io.radstream.job.fixture.TableRows;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.End;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The savepoint of the first release goes on under this one (docs/adr/0044). */
final class FirstReleaseIT {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final String RELEASE = "first-release";
    private static final End[] ENDS = {
        new End("committed", "0A01.0055AED6DCD90281", "result"),
        new End("uncommitted", "0A01.0055AED6DCD90281", "result"),
        new End("hanging", "0A01.0055AED6DCD90281", "result"),
        new End("image-waits", "0A01.0055AED6DCD90281", "result"),
        new End("sidecar-waits", "0A01.0055AED6DCD90281", "result"),
        new End("overtaken", "0A01.-", "superseded"),
        new End("overtaken", "0A02.0055AED6DCD90281", "result"),
        new End("orphan", "0A01.-", "sidecar_missing"),
        new End("later", "0A01.0055AED6DCD90281", "result"),
        new End("later-orphan", "0A01.-", "sidecar_missing")
    };

    @TempDir private Path checkpoints;

    /**
     * Stopped for an hour, a waiting half is found in both of its states; for three days, in one
     * alone: the other's time to live is two.
     */
    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "P3D"})
    void goesOnUnderThisRelease(Duration stopped) throws Exception {
        try (ReleaseFixture fixture = ReleaseFixture.of(RELEASE)) {
            Path folder = fixture.folder();
            assertOneOfTwoResultsIsCommitted(folder);

            restore(fixture, stopped);

            assertThat(ScriptedTableEnds.endsInFiles(folder)).containsExactlyInAnyOrder(ENDS);
            assertThat(ScriptedTableEnds.endsInTables(folder)).containsExactlyInAnyOrder(ENDS);
            assertWaitingIsToldOfOnce(folder);
            assertTheOpenWindowHasTwoResults(folder);
            assertTheAddedFieldIsNullInOldStateAlone(folder);
        }
    }

    private void restore(ReleaseFixture fixture, Duration stopped) throws Exception {
        ScriptedTableEnds.createTables(fixture.folder());
        ReleaseScene scene = new ReleaseScene(fixture.folder(), ReleaseScene.BEGIN.plus(stopped));
        scene.firstStudyLands();
        scene.othersLand();
        scene.afterTheStop();
        StreamExecutionEnvironment environment =
                TestCluster.environment(checkpoints, Duration.ofMillis(200));
        // Two subtasks would not keep the order of the scene.
        environment.setParallelism(1);
        environment.configure(StandingTtlBackend.at(fixture.recordedAt().plus(stopped)));
        CLUSTER.resume(scene.job().in(environment), fixture.savepoint()).awaitEnd();
    }

    /** The other's rows are in a file that the savepoint alone knows of. */
    private static void assertOneOfTwoResultsIsCommitted(Path folder) throws IOException {
        assertThat(ScriptedTableEnds.endsInTables(folder))
                .extracting(End::studyId)
                .containsExactly("committed");
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
            assertThat(files.map(Path::toString))
                    .filteredOn(file -> file.matches(".*/inference_results/.*[.]parquet"))
                    .hasSize(2);
        }
    }

    private static void assertWaitingIsToldOfOnce(Path folder) throws IOException {
        assertThat(rows(folder, "telemetry_events"))
                .filteredOn(row -> row.getField("status").equals(Status.waiting.name()))
                .filteredOn(row -> row.getField("stage").equals(Stage.pair.name()))
                .extracting(row -> row.getField("study_id"))
                .containsExactlyInAnyOrder(
                        "image-waits", "sidecar-waits", "overtaken", "orphan", "later-orphan");
    }

    /** Those of the minute, and of the hour, in which the savepoint was taken. */
    private static void assertTheOpenWindowHasTwoResults(Path folder) throws IOException {
        LocalDateTime stop = LocalDateTime.parse("2026-03-04T05:07:00");
        assertThat(rows(folder, "latency_windows"))
                .filteredOn(row -> row.getField("stage").equals(Stage.end_to_end.name()))
                .filteredOn(row -> ((LocalDateTime) row.getField("window_start")).isBefore(stop))
                .extracting(row -> row.getField("window_size"), row -> row.getField("count"))
                .containsExactlyInAnyOrder(tuple("1m", 2L), tuple("1h", 2L));
    }

    /** {@code ObjectRef.envelope_id} came after the first release. */
    private static void assertTheAddedFieldIsNullInOldStateAlone(Path folder) throws IOException {
        Map<String, String> envelopes = new HashMap<>();
        for (JsonNode reject : JsonLines.below(ScriptedTableEnds.rejects(folder))) {
            JsonNode object = reject.path("event").get(0);
            envelopes.put(
                    reject.path("study_id").textValue(), object.path("envelope_id").textValue());
        }
        assertThat(envelopes.get("later-orphan")).isNotEmpty();
        assertThat(envelopes).containsEntry("orphan", null).containsEntry("overtaken", null);
    }

    private static List<Record> rows(Path folder, String table) throws IOException {
        return new TableRows(ScriptedTableEnds.catalog(folder)).of(table);
    }
}
