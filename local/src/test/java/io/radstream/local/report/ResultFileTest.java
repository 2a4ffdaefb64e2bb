package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFileTest {

    @TempDir private Path root;

    @Test
    void readsWhatTheGalleryShows() throws IOException {
        Files.writeString(root.resolve("a.json"), ResultJson.of("a", 40, 80).toString());

        ResultFile result = ResultFile.read(root, "a.json").orElseThrow();

        assertThat(result.studyId()).isEqualTo("a");
        assertThat(result.imageKey()).isEqualTo("images/a/a.png");
        assertThat(result.width()).isEqualTo(40);
        assertThat(result.height()).isEqualTo(80);
        assertThat(result.view()).isEqualTo("PA");
        assertThat(result.testData()).isTrue();
        assertThat(result.priors()).isEqualTo(2);
        assertThat(result.top()).isEqualTo("normal");
        assertThat(result.confidence()).isEqualTo(0.75);
        assertThat(result.predictions())
                .containsExactly(
                        new ResultFile.Prediction("normal", 0.75),
                        new ResultFile.Prediction("other", 0.25));
        assertThat(result.detections())
                .isEqualTo(List.of(new ResultFile.Detection(10, 20, 30, 60, 0.9, 3)));
        assertThat(result.warnings()).hasSize(1);
        assertThat(result.intendedUse()).isEqualTo("demonstration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "not JSON", "{}", "[]", "null", "{\"image\": {\"width\": \"wide\"}}"})
    void isNothingWhereItIsNoResult(String content) throws IOException {
        Files.writeString(root.resolve("a.json"), content);

        assertThat(ResultFile.read(root, "a.json")).isEmpty();
    }

    @Test
    void isNothingWhereItIsNotThere() {
        assertThat(ResultFile.read(root, "b.json")).isEmpty();
    }

    @Test
    void neverLeavesTheFolder() throws IOException {
        Path inner = Files.createDirectories(root.resolve("run"));
        Files.writeString(root.resolve("a.json"), ResultJson.of("a", 40, 80).toString());

        assertThat(ResultFile.read(inner, "../a.json")).isEmpty();
    }
}
