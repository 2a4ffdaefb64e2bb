package io.radstream.job.connect.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFileTest {

    private static final String GOOD = "{\"id\":\"2026-01\",\"key\":\"MDEyMzQ1Njc4OWFiY2RlZg==\"}";

    @TempDir private Path folder;

    private KeyFile file(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("key.json"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return new KeyFile(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--r-----"})
    void readsAKey(String permissions) throws IOException {
        assertThat(file(GOOD, permissions).read()).isNotNull();
    }

    @Test
    void refusesAFileThatEverybodyCanRead() throws IOException {
        KeyFile open = file(GOOD, "rw-r--r--");

        assertThatThrownBy(open::read).hasMessageContaining("not everybody can read");
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(new KeyFile(folder.resolve("none"))::read)
                .hasMessageContaining("which does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "{\"id\":\"2026-01\"}",
                "{\"id\":\"2026-01\",\"key\":\"hunter2 is not base64\"}",
                "{\"id\":\"2026-01\",\"key\":\"aHVudGVyMg==\"}",
                "{\"id\":\"hunter2 and spaces\",\"key\":\"MDEyMzQ1Njc4OWFiY2RlZg==\"}",
                ""
            })
    void refusesWhatIsNoKeyWithoutQuotingIt(String content) throws IOException {
        Throwable failure = catchThrowable(file(content, "rw-------")::read);

        assertThat(failure)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected")
                .hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("hunter2", "aHVudGVyMg");
    }
}
