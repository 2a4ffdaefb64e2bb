package io.radstream.job.connect.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryScanTest {

    @TempDir private Path root;

    private Path write(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "12345");
    }

    private List<String> keys() throws IOException {
        return new DirectoryScan(root).list().stream().map(FileState::key).toList();
    }

    private void shell(String script) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", script)
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void listsFilesOldestFirst() throws Exception {
        FileTime time = FileTime.from(Instant.parse("2026-03-04T05:06:07Z"));
        Files.setLastModifiedTime(write("S1/S1.jpg"), time);
        Files.setLastModifiedTime(write("S1/S1.json"), time);
        Files.setLastModifiedTime(
                write("S2/S2.jpg"), FileTime.from(time.toInstant().minusSeconds(1)));

        assertThat(keys())
                .containsExactly("images/S2/S2.jpg", "images/S1/S1.jpg", "images/S1/S1.json");
        FileState first = new DirectoryScan(root).list().get(0);
        assertThat(first.sizeBytes()).isEqualTo(5);
        assertThat(first.modified()).isEqualTo(time.toInstant().minusSeconds(1));
    }

    @Test
    void doesNotSeeNamesThatBeginWithADot() throws Exception {
        write(".S1/S1.jpg");
        write("S2/.S2.jpg");
        write("S3/S3.jpg");

        assertThat(keys()).containsExactly("images/S3/S3.jpg");
    }

    /** The root itself may have such a name. */
    @Test
    void seesWhatIsInAHiddenRoot() throws Exception {
        write(".hidden/S1/S1.jpg");

        assertThat(new DirectoryScan(root.resolve(".hidden")).list())
                .extracting(FileState::key)
                .containsExactly("images/S1/S1.jpg");
    }

    @Test
    void seesFilesOfAnyNameAndDepth() throws Exception {
        write("a.jpg");
        write("a b/c/d/e.JPG");
        write("S1/S1.jpg/x");
        Files.createDirectories(root.resolve("empty"));

        assertThat(keys())
                .containsExactlyInAnyOrder(
                        "images/a.jpg", "images/a b/c/d/e.JPG", "images/S1/S1.jpg/x");
    }

    @Test
    void seesNamesThatAreNoUtf8() throws Exception {
        shell("mkdir S1 && printf x > \"S1/$(printf '\\377\\376')\" && printf x > S1/ä.jpg");

        assertThat(keys()).hasSize(2).allMatch(key -> key.startsWith("images/S1/"));
    }

    @Test
    void followsLinksToFilesAndFolders() throws Exception {
        write("store/1.jpg");
        Files.createDirectories(root.resolve("S1"));
        Files.createSymbolicLink(root.resolve("S1/S1.jpg"), root.resolve("store/1.jpg"));
        Files.createSymbolicLink(root.resolve("S2"), root.resolve("store"));

        assertThat(keys())
                .containsExactlyInAnyOrder(
                        "images/store/1.jpg", "images/S1/S1.jpg", "images/S2/1.jpg");
        assertThat(new DirectoryScan(root).list())
                .extracting(FileState::sizeBytes)
                .containsOnly(5L);
    }

    @Test
    void listsALinkThatLeadsNowhereOnceAndSurvivesLoops() throws Exception {
        write("S1/S1.jpg");
        Files.createSymbolicLink(root.resolve("S1/S1.json"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("S1/up"), root);
        Files.createSymbolicLink(root.resolve("S1/itself"), root.resolve("S1/itself"));

        assertThat(keys())
                .containsExactlyInAnyOrder(
                        "images/S1/S1.jpg", "images/S1/S1.json", "images/S1/itself");
    }

    /** Whoever opened a pipe to read it would wait until somebody wrote to it. */
    @Test
    void doesNotSeePipes() throws Exception {
        write("S1/S1.json");
        shell("mkfifo S1/S1.jpg && ln -s S1/S1.jpg pipe");

        assertThat(keys()).containsExactly("images/S1/S1.json");
    }

    @Test
    void passesByWhatItMustNotRead() throws Exception {
        DirectoryScan.Listing listing = new DirectoryScan(root).new Listing();
        Path folder = root.resolve("locked");

        assertThat(listing.visitFileFailed(folder, new AccessDeniedException("locked")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(listing.visitFileFailed(folder, new NoSuchFileException("vanished")))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThatThrownBy(() -> listing.visitFileFailed(folder, new IOException("disk")))
                .as("a fault that may pass: the job tries again")
                .hasMessage("disk");
        assertThatThrownBy(() -> listing.visitFileFailed(root, new AccessDeniedException("root")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void failsWhereTheFolderIsMissing() {
        assertThatThrownBy(() -> new DirectoryScan(root.resolve("missing")).list())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void scansAHugeFolder() throws Exception {
        int files = 20_000;
        for (int i = 0; i < files / 2; i++) {
            Path folder = Files.createDirectory(root.resolve("S" + i));
            Files.createFile(folder.resolve("S" + i + ".jpg"));
            Files.createFile(folder.resolve("S" + i + ".json"));
        }
        DirectoryScan scan = new DirectoryScan(root);
        DirectoryWatch watch = new DirectoryWatch(new CountedVersions());
        Instant later = Instant.now().plusSeconds(60);
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            List<FileState> found = scan.list();
            long listed = System.nanoTime();
            List<FileState> settled = watch.settled(found, later);
            long judged = System.nanoTime();
            settled.forEach(watch::count);
            System.out.printf(
                    "scan %d of %d files: %d ms to list, %d ms to judge, %d new%n",
                    i + 1,
                    found.size(),
                    TimeUnit.NANOSECONDS.toMillis(listed - begun),
                    TimeUnit.NANOSECONDS.toMillis(judged - listed),
                    settled.size());
            assertThat(found).hasSize(files);
            assertThat(settled).hasSize(i == 0 ? files : 0);
        }
    }
}
