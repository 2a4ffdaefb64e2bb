package io.radstream.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.job.fixture.JavaProcess;
import io.radstream.job.fixture.JsonLines;
import io.radstream.job.ledger.End;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.local.fixture.Launcher;
import io.radstream.local.fixture.Traces;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.tables.TableQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 2,000 studies through the local job, which is killed again and again: each version ends once in
 * each place, and nobody's patient_id is left anywhere.
 */
@Timeout(1800)
final class LedgerIT {

    private static final long SEED = 4;
    private static final int KILLS = 6;
    private static final String PATIENT = "PATIENT-CANARY-";

    private static final ScriptedStudies STUDIES = LedgerProcess.studies();

    /** A part of every study_id. */
    private static final String STUDY = "S0";

    private static final Ledger LEDGER = Ledger.of(STUDIES.studies());

    @TempDir private Path folder;

    private OutFolder out;

    @BeforeEach
    void landNewestObjects() throws IOException {
        out = new OutFolder(folder.resolve("out"));
        for (Landing landing : STUDIES.landings()) {
            Path file = folder.resolve(landing.object().key());
            Files.createDirectories(file.getParent());
            Files.write(file, landing.object().content());
        }
    }

    @Test
    void everyVersionEndsOnceThroughKills() throws Exception {
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            killWhen(storedStudies(kill, random), kill % 2 == 1);
            assertThat(Traces.of(PATIENT, out.checkpoints())).isEmpty();
            assertThat(Traces.of(STUDY, out.checkpoints())).isNotEmpty();
        }
        killAtTheEnd();

        String printed = end();

        assertThat(printed).contains("finished");
        assertThat(Traces.of(PATIENT, out.root())).isEmpty();
        checkArchiveAndRejects();
        checkTables();
        checkTelemetry();
        checkSummary();
        checkThatTracesAreFound();
        assertThat(end()).contains("finished already");
        checkTables();
    }

    private JavaProcess start() throws IOException {
        return Launcher.start(folder, LedgerProcess.class, folder.resolve("images"), out.root());
    }

    /** A number of stored studies at which to kill: one in each part of the way. */
    private static long storedStudies(int kill, Random random) {
        double reached = (kill + 0.1 + 0.8 * random.nextDouble()) / KILLS;
        return Math.round(reached * LEDGER.expectedNewestResults());
    }

    /**
     * Kills a process once so many studies have their results.
     *
     * @param betweenCheckpointAndCommit waits until a further checkpoint is complete, so that the
     *     kill meets the commits of files and rows
     */
    private void killWhen(long stored, boolean betweenCheckpointAndCommit) throws Exception {
        try (JavaProcess process = start()) {
            process.await(() -> stored() >= stored);
            Set<Path> before = checkpoints();
            if (betweenCheckpointAndCommit) {
                process.await(() -> !before.containsAll(checkpoints()));
            }
        }
    }

    /** Where all has ended, and the job is about to; or has ended, where this came too late. */
    private void killAtTheEnd() throws Exception {
        try (JavaProcess process = start()) {
            process.awaitUnlessEnded(() -> Files.exists(out.endOfRun()));
        }
    }

    private String end() throws Exception {
        try (JavaProcess process = start()) {
            int code = process.awaitEnd();
            assertThat(code).as(process.printed()).isZero();
            return process.printed();
        }
    }

    private long stored() throws IOException {
        return names(out.root().resolve("results")).size();
    }

    private Set<Path> checkpoints() throws IOException {
        Set<Path> complete = new HashSet<>();
        for (Path job : names(out.checkpoints())) {
            for (Path checkpoint : names(job)) {
                if (Files.exists(checkpoint.resolve("_metadata"))) {
                    complete.add(checkpoint);
                }
            }
        }
        return complete;
    }

    private static List<Path> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> names = Files.list(folder)) {
            return names.toList();
        } catch (UncheckedIOException e) {
            // A checkpoint that is being deleted.
            return List.of();
        }
    }

    private void checkArchiveAndRejects() throws IOException {
        List<End> ends = new ArrayList<>();
        JsonLines.below(out.archive()).forEach(line -> ends.add(End.ofResult(line)));
        JsonLines.below(out.rejects()).forEach(line -> ends.add(End.ofReject(line)));

        assertThat(LEDGER.violations(ends, kept())).isEmpty();
    }

    private void checkTables() throws Exception {
        assertThat(LEDGER.violations(endsInTables(), kept())).isEmpty();
    }

    private List<End> endsInTables() throws Exception {
        List<End> ends = new ArrayList<>();
        for (Map<String, Object> row :
                rows(
                        "SELECT study_id, study_version, 'result' AS outcome FROM inference_results"
                                + " UNION ALL SELECT study_id, study_version, code FROM rejects")) {
            ends.add(
                    new End(
                            (String) row.get("study_id"),
                            (String) row.get("study_version"),
                            (String) row.get("outcome")));
        }
        return ends;
    }

    /** The version of each study whose result is kept. */
    private Map<String, String> kept() throws IOException {
        Map<String, String> kept = new HashMap<>();
        try (Stream<Path> files = Files.walk(out.root().resolve("results"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
                End end = End.ofResult(new ObjectMapper().readTree(file.toFile()));
                assertThat(kept.put(end.studyId(), end.studyVersion()))
                        .as("another result of %s", end.studyId())
                        .isNull();
            }
        }
        return kept;
    }

    private void checkTelemetry() throws Exception {
        assertThat(
                        rows(
                                "SELECT study_id, study_version FROM telemetry_events"
                                        + " WHERE stage = 'end_to_end'"))
                .containsExactlyInAnyOrderElementsOf(
                        rows("SELECT study_id, study_version FROM inference_results"));
        assertThat(rows("SELECT event_id FROM telemetry_events GROUP BY 1 HAVING count(*) > 1"))
                .isEmpty();
        assertThat(
                        rows(
                                "SELECT CAST(sum(count) AS BIGINT) AS n FROM latency_windows"
                                        + " WHERE stage = 'end_to_end' AND window_size = '1m'"))
                .isEqualTo(rows("SELECT count(*) AS n FROM inference_results"));
    }

    private void checkSummary() throws Exception {
        JsonNode summary = new ObjectMapper().readTree(out.summary().toFile());
        Map<String, Long> expected =
                endsInTables().stream()
                        .collect(Collectors.groupingBy(End::outcome, Collectors.counting()));
        Map<String, Long> told = new HashMap<>();
        summary.path("rejects")
                .fields()
                .forEachRemaining(code -> told.put(code.getKey(), code.getValue().asLong()));
        told.put(ScriptedStudy.RESULT, summary.path("results").asLong());

        assertThat(told).isEqualTo(expected);
        assertThat(summary.path("studies").asLong())
                .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
        assertThat(Files.readString(out.report())).contains("not for diagnosis");
    }

    /** The control: what looks for patients finds a study in each kind of file. */
    private void checkThatTracesAreFound() throws Exception {
        ScriptedObject first = STUDIES.landings().get(0).object();
        List<String> found =
                Traces.of(first.studyId(), out.root()).stream()
                        .map(file -> out.root().relativize(file).toString())
                        .toList();

        assertThat(found)
                .anyMatch(file -> file.startsWith("results/"))
                .anyMatch(file -> file.startsWith("archive/"))
                .anyMatch(file -> file.matches("warehouse/.*/telemetry_events/.*parquet"));
        assertThat(Traces.of("Completed checkpoint", out.root())).containsExactly(out.log());
        assertThat(Traces.of(PATIENT, folder.resolve("images"))).isNotEmpty();
    }

    private List<Map<String, Object>> rows(String sql) throws Exception {
        try (TableQuery tables = TableQuery.open(out)) {
            return tables.rows(sql);
        }
    }
}
