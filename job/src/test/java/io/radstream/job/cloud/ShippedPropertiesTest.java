package io.radstream.job.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.job.config.Groups;
import io.radstream.job.config.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The property groups that are deployed are such as the job reads. */
final class ShippedPropertiesTest {

    private static final String NAME = "application-properties.json";

    @TempDir private Path folder;

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", "infra-terraform"))) {
            return files.filter(file -> file.endsWith(NAME)).toList();
        }
    }

    private static CloudSettings read(Path file) {
        return CloudSettings.of(
                CloudConfiguration.read(Groups.OF_JOB, "--properties", file.toString()),
                Map.of(),
                "1.2.3");
    }

    @Test
    void thereIsOneForEachWayToDeploy() throws IOException {
        assertThat(shipped()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void areRead(Path file) {
        assertThatCode(() -> read(file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void areRefusedWithAKeyThatIsMisspelt(Path file) throws IOException {
        Path wrong =
                Files.writeString(
                        folder.resolve(NAME),
                        Files.readString(file).replace("images-bucket", "image-bucket"));

        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("s3.images-bucket")
                .hasMessageContaining("image-bucket");
    }
}
