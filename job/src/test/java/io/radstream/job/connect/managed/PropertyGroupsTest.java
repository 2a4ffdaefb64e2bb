package io.radstream.job.connect.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PropertyGroupsTest {

    private static final String GROUPS =
            """
            [{"PropertyGroupId": "source", "PropertyMap": {"stream": "events"}},
             {"PropertyGroupId": "phi", "PropertyMap": {}}]
            """;

    @TempDir private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void readsTheFileThatIsNamed() throws IOException {
        Path named = file("named.json", GROUPS);
        Path development = file("dev.json", "[]");

        assertThat(PropertyGroups.find(Optional.of(named.toString()), development))
                .containsOnlyKeys("source", "phi")
                .hasEntrySatisfying(
                        "source",
                        group -> assertThat(group.getProperty("stream")).isEqualTo("events"));
    }

    @Test
    void elseThatOfTheWorkingDirectoryWhereThereIsOne() throws IOException {
        assertThat(PropertyGroups.find(Optional.empty(), file("dev.json", GROUPS)))
                .containsKey("source");
        assertThat(PropertyGroups.find(Optional.empty(), folder.resolve("none"))).isEmpty();
    }

    /** AWS's own reader would take it for no settings at all. */
    @Test
    void refusesAFileThatDoesNotExist() {
        Path missing = folder.resolve("missing.json");

        assertThatThrownBy(() -> PropertyGroups.find(Optional.of(missing.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(missing + ": expected a file of property groups, came none");
    }

    @Test
    void saysWhatIsNoGroup() throws IOException {
        Path other = file("other.json", "[{\"PropertyMap\": {}}]");

        assertThatThrownBy(() -> PropertyGroups.find(Optional.of(other.toString())))
                .hasMessageEndingWith("came something else (a group without a name)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"source\": \"hunter2\"}",
                "[{\"PropertyGroupId\": \"hunter2\"}]",
                "[{\"PropertyMap\": {\"stream\": \"hunter2\"}}]",
                "[{\"PropertyGroupId\": 3, \"PropertyMap\": \"hunter2\"}]",
                "[{\"PropertyGroupId\": \"source\", \"PropertyMap\": {\"stream\": [\"hunter2\"]}}]",
                "[{\"PropertyGroupId\": \"source\", \"PropertyMap\": {\"stream\": null}}]",
                "[\"hunter2\"]",
                "[null]",
                "[{\"PropertyGroupId\": \"source\", \"PropertyMap\": {}}",
                "null",
                ""
            })
    void refusesAnotherFormWithoutQuotingIt(String content) throws IOException {
        Path other = file("other.json", content);

        assertThatThrownBy(() -> PropertyGroups.find(Optional.of(other.toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(other + ": expected property groups such as [{")
                .message()
                .doesNotContain("hunter2");
    }
}
