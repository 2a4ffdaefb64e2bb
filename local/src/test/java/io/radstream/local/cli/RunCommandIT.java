package io.radstream.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.job.fixture.JavaProcess;
import io.radstream.job.fixture.JsonLines;
import io.radstream.job.ledger.End;
import io.radstream.local.fixture.Launcher;
import io.radstream.local.fixture.Traces;
import io.radstream.local.folder.OutFolder;
import io.radstream.local.phantom.PhantomFolder;
import io.radstream.local.tables.TableQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code radstream run} on a folder, as a process that is killed and told to resume. */
@Timeout(1800)
final class RunCommandIT {

    private static final int STUDIES = 60;
    private static final int PIXELS = 256;
    private static final int FILES_PER_SECOND = 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private Path images;
    private OutFolder out;

    @BeforeEach
    void drawPhantoms() throws IOException {
        images = folder.resolve("images");
        out = new OutFolder(folder.resolve("out"));
        PhantomFolder.write(images, STUDIES, 3, PIXELS);
    }

    @Test
    void endsEveryVersionOnceThroughKills() throws Exception {
        killWhenStored(STUDIES / 6);
        killWhenStored(STUDIES / 2);

        assertThat(resume()).contains("going on from checkpoint").contains(STUDIES + " results");
        checkEnds();
        checkSummary();
        checkPatients();
        assertThat(hasCheckpoint()).isFalse();

        JsonNode first = JSON.readTree(out.summary().toFile());
        assertThat(resume()).contains("finished already: nothing was added");
        checkEnds();
        assertThat(JSON.readTree(out.summary().toFile())).isEqualTo(first);

        forgetTheEnd();
        assertThat(resume()).contains("finished already: nothing was added");
        checkEnds();
        checkSummary();
        assertThat(out.report()).exists();
    }

    private JavaProcess start() throws IOException {
        return Launcher.start(
                folder,
                RadStream.class,
                "run",
                "--images",
                images,
                "--out",
                out.root(),
                "--once",
                "--resume",
                "--rate",
                FILES_PER_SECOND);
    }

    private void killWhenStored(int studies) throws Exception {
        try (JavaProcess process = start()) {
            process.await(() -> storedStudies().size() >= studies && hasCheckpoint());
        }
    }

    private String resume() throws Exception {
        try (JavaProcess process = start()) {
            int code = process.awaitEnd();
            assertThat(code).as(process.printed()).isZero();
            return process.printed();
        }
    }

    /** As a kill between the job's end and that of its process would leave it. */
    private void forgetTheEnd() throws IOException {
        Path marker = out.root().resolve("run.json");
        ObjectNode run = (ObjectNode) JSON.readTree(marker.toFile());
        run.remove("finished_at");
        JSON.writeValue(marker.toFile(), run);
        Files.delete(out.summary());
        Files.delete(out.report());
    }

    private Set<String> storedStudies() throws IOException {
        Path results = out.root().resolve("results");
        if (!Files.isDirectory(results)) {
            return Set.of();
        }
        Set<String> stored = new HashSet<>();
        try (Stream<Path> names = Files.list(results)) {
            names.forEach(name -> stored.add(name.getFileName().toString()));
        }
        return stored;
    }

    private boolean hasCheckpoint() {
        return out.checkpoints().toFile().exists()
                && Stream.of(out.checkpoints().toFile().listFiles())
                        .flatMap(job -> Stream.of(job.listFiles()))
                        .anyMatch(
                                checkpoint ->
                                        checkpoint.toPath().resolve("_metadata").toFile().exists());
    }

    private void checkEnds() throws Exception {
        List<String> studies = new ArrayList<>(storedStudies());
        List<String> archived = new ArrayList<>();
        JsonLines.below(out.archive()).forEach(line -> archived.add(End.ofResult(line).studyId()));

        assertThat(studies).hasSize(STUDIES);
        assertThat(archived).containsExactlyInAnyOrderElementsOf(studies);
        assertThat(JsonLines.below(out.rejects())).isEmpty();
        assertThat(studiesIn("SELECT study_id FROM inference_results"))
                .containsExactlyInAnyOrderElementsOf(studies);
        assertThat(studiesIn("SELECT study_id FROM telemetry_events WHERE stage = 'end_to_end'"))
                .containsExactlyInAnyOrderElementsOf(studies);
        assertThat(studiesIn("SELECT study_id FROM rejects")).isEmpty();
    }

    private List<String> studiesIn(String sql) throws Exception {
        try (TableQuery tables = TableQuery.open(out)) {
            return tables.rows(sql).stream()
                    .map((Map<String, Object> row) -> (String) row.get("study_id"))
                    .toList();
        }
    }

    private void checkSummary() throws IOException {
        JsonNode summary = JSON.readTree(out.summary().toFile());
        assertThat(summary.path("studies").asInt()).isEqualTo(STUDIES);
        assertThat(summary.path("results").asInt()).isEqualTo(STUDIES);
        assertThat(summary.path("rejects")).isEmpty();
        assertThat(summary.path("stages").path("end_to_end").path("count").asInt())
                .isEqualTo(STUDIES);
    }

    /** Nobody's patient_id is in the folder; what the log tells is there to be looked at. */
    private void checkPatients() throws Exception {
        Set<String> patients = new HashSet<>();
        for (String study : storedStudies()) {
            Path sidecar = images.resolve(study).resolve(study + ".json");
            patients.add(JSON.readTree(sidecar.toFile()).path("patient_id").asText());
        }
        assertThat(patients).hasSizeGreaterThan(5).doesNotContain("");
        for (String patient : patients) {
            assertThat(Traces.of(patient, out.root())).isEmpty();
        }
        assertThat(Traces.of("Completed checkpoint", out.root())).containsExactly(out.log());
    }
}
