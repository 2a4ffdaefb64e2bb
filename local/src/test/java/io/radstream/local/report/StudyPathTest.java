package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.radstream.local.tables.TableQuery;
import io.radstream.record.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPathTest {

    @TempDir private Path folder;
    private RunFolder run;

    @BeforeEach
    void noStudies() throws Exception {
        run = new RunFolder(folder);
    }

    @Test
    void stagesAddUpToEndToEndAndModelsDoNotCount() throws Exception {
        for (int i = 1; i <= 3; i++) {
            run.addStudy("s" + i, i, 100 * i, "k");
        }

        StudyPath typical = typical();

        assertThat(typical.studies()).isEqualTo(1);
        assertThat(typical.totalMs()).isEqualTo(200);
        assertThat(typical.restMs()).isCloseTo(0, within(1e-6));
        assertThat(typical.parts())
                .extracting(part -> part.what().label())
                .containsExactly(
                        "source_lag",
                        "fetch_sidecar",
                        "validate_metadata",
                        "admit",
                        "fetch_image",
                        "prepare_tensors",
                        "inference",
                        "detector 1",
                        "encoder 1",
                        "store_results");
        // The stage is over when the slowest of its models has answered.
        assertThat(typical.parts().get(6).meanMs()).isCloseTo(25, within(1e-6));
        assertThat(typical.parts().get(8).meanMs()).isCloseTo(12.5, within(1e-6));
    }

    @Test
    void withoutResultsThereIsNone() throws Exception {
        assertThat(typical().isEmpty()).isTrue();
        assertThat(slow().isEmpty()).isTrue();
    }

    @Test
    void theSlowAreToldOfWhereThereAreEnough() throws Exception {
        run.add(
                "telemetry_events",
                """
                SELECT 's' || i AS study_id, 'v' AS study_version, unnest(['end_to_end', 'admit']) AS stage,
                       'success' AS status, i::DOUBLE AS latency_ms, %s AS timestamp, NULL::VARCHAR AS metadata,
                       NULL::VARCHAR AS model_name, NULL::VARCHAR AS model_version, NULL::VARCHAR AS model_digest,
                       NULL::VARCHAR AS arm
                FROM range(1, 101) AS t(i)"""
                        .formatted(RunFolder.DAY));

        assertThat(typical().studies()).isEqualTo(20);
        assertThat(typical().totalMs()).isEqualTo(50.5);
        assertThat(slow().studies()).isEqualTo(5);
        assertThat(slow().totalMs()).isEqualTo(98);
        assertThat(slow().parts()).containsExactly(new StudyPath.Part(Timed.of(Stage.admit), 98));
    }

    private StudyPath typical() throws Exception {
        try (TableQuery tables = run.tables()) {
            return StudyPath.typical(new RunTables(tables));
        }
    }

    private StudyPath slow() throws Exception {
        try (TableQuery tables = run.tables()) {
            return StudyPath.slow(new RunTables(tables));
        }
    }
}
