package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.TextFormat;
import io.radstream.inference.triton.protocol.ModelVersionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionFoldersTest {

    @TempDir private Path folder;

    @BeforeEach
    void makeVersions() throws IOException {
        for (String name : List.of("1", "2", "10", "03", "0", "x", "-1")) {
            Files.createDirectory(folder.resolve(name));
        }
        Files.writeString(folder.resolve("11"), "a file");
    }

    private List<Long> chosen(String policy) throws Exception {
        return VersionFolders.chosen(folder, TextFormat.parse(policy, ModelVersionPolicy.class));
    }

    @Test
    void latestCountsFromTheGreatestNumber() throws Exception {
        assertThat(chosen("latest { num_versions: 1 }")).containsExactly(10L);
        assertThat(chosen("latest { num_versions: 2 }")).containsExactly(2L, 10L);
        assertThat(chosen("latest { num_versions: 9 }")).containsExactly(1L, 2L, 10L);
    }

    @Test
    void allAreThoseWithANumberThatDoesNotBeginWithZero() throws Exception {
        assertThat(chosen("all { }")).containsExactly(1L, 2L, 10L);
    }

    @Test
    void specificOnesHaveToBeThere() throws Exception {
        assertThat(chosen("specific { versions: [ 10, 1 ] }")).containsExactly(1L, 10L);
        assertThatThrownBy(() -> chosen("specific { versions: [ 1, 3 ] }"))
                .hasMessage(
                        "version_policy specific: expected some of the versions that are there, [1, 2, 10], came [1, 3]");
        assertThatThrownBy(() -> chosen("specific { }")).hasMessageContaining("came []");
    }

    @Test
    void refusesAModelWithoutVersions(@TempDir Path empty) throws Exception {
        Files.createDirectory(empty.resolve("latest"));

        assertThatThrownBy(
                        () ->
                                VersionFolders.chosen(
                                        empty,
                                        TextFormat.parse("all { }", ModelVersionPolicy.class)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("expected a version folder such as 1/, came none");
    }
}
