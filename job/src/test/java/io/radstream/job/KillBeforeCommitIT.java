package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.connect.iceberg.Checkpoints;
import io.radstream.job.connect.iceberg.Dying;
import io.radstream.job.fixture.ScriptedTableEnds;
import io.radstream.job.fixture.TableRows;
import io.radstream.job.fixture.TestMain;
import io.radstream.job.ledger.End;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.record.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job, killed when a checkpoint is complete and its rows are not yet committed, and again
 * when they just are: the tables equal the ledger.
 */
final class KillBeforeCommitIT {

    @TempDir private Path folder;

    @Test
    void tablesEqualTheLedger() throws Exception {
        assertThat(run("before")).isEqualTo(Dying.EXIT);

        // Complete is the checkpoint, written are the rows, and in the table is nothing.
        String killedAfter = Checkpoints.newestBelow(KilledStudies.checkpoints(folder));
        Set<String> written = writtenFiles();
        assertThat(written).isNotEmpty();
        assertThat(table().currentSnapshot()).isNull();

        // The first commit of the second life is that which the first did not come to.
        assertThat(run("after")).isEqualTo(Dying.EXIT);
        assertThat(committedFiles()).isNotEmpty().isSubsetOf(written);
        assertThat(table().currentSnapshot().summary())
                .containsEntry("flink.max-committed-checkpoint-id", numberOf(killedAfter));

        assertThat(run()).isZero();
        assertThat(violations(ScriptedTableEnds.endsInTables(folder))).isEmpty();
        assertThat(violations(ScriptedTableEnds.endsInFiles(folder))).isEmpty();
        assertThat(studiesWithARowOf(Stage.end_to_end))
                .containsExactlyInAnyOrderElementsOf(results());
    }

    private int run(String... when) throws Exception {
        return TestMain.run(KilledStudies.class, folder, when);
    }

    /** Nothing is overwritten in these studies: what was published is what is kept. */
    private static List<String> violations(List<End> ends) {
        ScriptedStudies studies = KilledStudies.studies();
        Map<String, String> kept = new HashMap<>();
        ends.stream()
                .filter(end -> end.outcome().equals(ScriptedStudy.RESULT))
                .forEach(end -> kept.put(end.studyId(), end.studyVersion()));
        return Ledger.of(studies.studies()).violations(ends, kept);
    }

    private List<String> results() throws IOException {
        return ScriptedTableEnds.endsInTables(folder).stream()
                .filter(end -> end.outcome().equals(ScriptedStudy.RESULT))
                .map(End::studyId)
                .toList();
    }

    private List<Object> studiesWithARowOf(Stage stage) throws IOException {
        List<Record> rows = new TableRows(ScriptedTableEnds.catalog(folder)).of("telemetry_events");
        return rows.stream()
                .filter(row -> row.getField("stage").equals(stage.name()))
                .map(row -> row.getField("study_id"))
                .toList();
    }

    private Table table() {
        return new TableRows(ScriptedTableEnds.catalog(folder)).table(KilledStudies.TABLE);
    }

    /** The names of the results' files that the table has. */
    private Set<String> committedFiles() throws IOException {
        Set<String> names = new TreeSet<>();
        try (CloseableIterable<FileScanTask> tasks = table().newScan().planFiles()) {
            tasks.forEach(task -> names.add(nameOf(Path.of(URI.create(task.file().location())))));
        }
        return names;
    }

    /** The names of the results' files that are there, whether the table has them or not. */
    private Set<String> writtenFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
            return files.filter(file -> file.toString().contains("/" + KilledStudies.TABLE + "/"))
                    .map(KillBeforeCommitIT::nameOf)
                    .filter(name -> name.endsWith(".parquet"))
                    .collect(Collectors.toSet());
        }
    }

    /** Of a checkpoint's folder, such as {@code chk-7}. */
    private static String numberOf(String checkpoint) {
        return checkpoint.replaceAll(".*/chk-(\\d+)/?$", "$1");
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }
}
