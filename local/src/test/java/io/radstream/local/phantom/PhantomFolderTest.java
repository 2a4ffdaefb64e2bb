package io.radstream.local.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomFolderTest {

    @TempDir Path folder;

    @Test
    void writesAnImageAndASidecarForEach() throws IOException {
        PhantomFolder.write(folder, 7, 3, 96);

        for (int i = 0; i < 7; i++) {
            String study = "phantom-3-00000" + i;
            try (Stream<Path> files = Files.list(folder.resolve(study))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .hasSize(2)
                        .contains(study + ".json")
                        .anyMatch(name -> name.matches(study + "\\.(jpg|png)"));
            }
        }
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        PhantomFolder.main(new String[] {folder.resolve("a").toString(), "6", "3", "96"});
        PhantomFolder.write(folder.resolve("b"), 6, 3, 96);

        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder.resolve("a"))) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        assertThat(files).hasSize(12);
        for (Path file : files) {
            Path again = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
            assertThat(again).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void leavesEachItsOwnSizeUnlessOneIsAskedFor() throws IOException {
        PhantomFolder.main(new String[] {folder.toString(), "1", "3"});

        Phantom phantom = Phantom.of(3, 0);
        assertThat(folder.resolve("phantom-3-000000/phantom-3-000000.json"))
                .content()
                .contains("\"width\": " + phantom.width());
    }

    @Test
    void saysWhatItExpects() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhantomFolder.main(new String[] {"phantoms"}))
                .withMessage(
                        "expected DIR COUNT SEED [PIXELS OF THE LONGER SIDE], such as: phantoms 200 7, came 1 words");
    }
}
