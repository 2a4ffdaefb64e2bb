package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.connect.directory.DirectoryObjectStores;
import io.radstream.job.connect.directory.FolderWriter;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.JsonLines;
import io.radstream.job.fixture.RealEnds;
import io.radstream.job.fixture.TableRows;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.End;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.Mix;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.job.ledger.TinyContent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files and tables say the same, each end once, through a failure and to the end of the input. */
final class EndsTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @TempDir private Path folder;

    @Test
    void filesAndTablesHoldEachEndOnce() throws Exception {
        Mix mix = new Mix(0, Duration.ZERO, 0.05, 0.1, 0.1, Duration.ofMillis(50));
        ScriptedStudies scripted = ScriptedStudies.of(10, 300, mix, new TinyContent());
        RealEnds ends = new RealEnds(folder);
        List<ScriptedStudy> studies = land(scripted, new FolderWriter(ends.images()));
        FakeJob job =
                new FakeJob(
                        new DirectoryObjectStores(ends.images(), "images/", Duration.ofMinutes(5)),
                        ends);
        job.models().failOnceAt(400);

        CLUSTER.start(
                        job.in(
                                TestCluster.environment(
                                        folder.resolve("checkpoints"), Duration.ofSeconds(1))))
                .awaitEnd();

        assertThat(job.models().calls()).as("it failed on the way").isGreaterThan(400);
        Ledger ledger = Ledger.of(studies).whereOverwrittenObjectsMayBeMissed();
        List<End> inFiles = new ArrayList<>();
        JsonLines.below(ends.archive()).forEach(line -> inFiles.add(End.ofResult(line)));
        JsonLines.below(ends.rejects()).forEach(line -> inFiles.add(End.ofReject(line)));
        assertThat(ledger.violations(inFiles, job.kept())).isEmpty();

        TableRows tables = new TableRows(ends.catalog());
        List<End> inTables = new ArrayList<>();
        tables.of("inference_results").forEach(row -> inTables.add(end(row, "result")));
        tables.of("rejects").forEach(row -> inTables.add(end(row, text(row, "code"))));
        assertThat(ledger.violations(inTables, job.kept())).isEmpty();

        List<Record> telemetry = tables.of("telemetry_events");
        assertThat(telemetry).extracting(row -> text(row, "event_id")).doesNotHaveDuplicates();
        long ended =
                telemetry.stream().filter(row -> !"waiting".equals(text(row, "status"))).count();
        assertThat(sum(tables.of("latency_windows"), "1m")).isEqualTo(ended);
        assertThat(sum(tables.of("latency_windows"), "1h")).isEqualTo(ended);
    }

    private static List<ScriptedStudy> land(ScriptedStudies scripted, FolderWriter writer)
            throws Exception {
        Map<String, List<ScriptedObject>> landed = new HashMap<>();
        for (Landing landing : scripted.landings()) {
            ScriptedObject object = landing.object();
            landed.computeIfAbsent(object.studyId() + object.half(), key -> new ArrayList<>())
                    .add(writer.land(object));
        }
        return scripted.studies().stream()
                .map(
                        study ->
                                new ScriptedStudy(
                                        study.studyId(),
                                        landed.getOrDefault(study.studyId() + "image", List.of()),
                                        landed.getOrDefault(
                                                study.studyId() + "sidecar", List.of())))
                .toList();
    }

    private static End end(Record row, String outcome) {
        return new End(text(row, "study_id"), text(row, "study_version"), outcome);
    }

    private static String text(Record row, String column) {
        return (String) row.getField(column);
    }

    private static long sum(List<Record> windows, String size) {
        return windows.stream()
                .filter(row -> text(row, "window_size").equals(size))
                .mapToLong(row -> (Long) row.getField("count"))
                .sum();
    }
}
