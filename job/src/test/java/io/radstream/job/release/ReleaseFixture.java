package io.radstream.job.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * What a release left behind: its savepoint, and the tables and files that the savepoint refers to
 * by their absolute paths. So it lies, while it is open, in a folder that is the same on every
 * machine; whoever else wants it there meanwhile waits.
 */
final class ReleaseFixture implements AutoCloseable {

    private static final Path PLACE = Path.of("/tmp");
    private static final String SAVEPOINT = "savepoint";

    private final FileChannel lock;
    private final Path folder;

    private ReleaseFixture(FileChannel lock, Path folder) {
        this.lock = lock;
        this.folder = folder;
    }

    /** A folder with nothing in it, to record the release in. */
    static ReleaseFixture empty(String release) throws IOException {
        Path folder = PLACE.resolve("radstream-" + release);
        FileChannel lock =
                FileChannel.open(
                        PLACE.resolve("radstream-" + release + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            lock.lock();
            delete(folder);
            Files.createDirectory(folder);
            return new ReleaseFixture(lock, folder);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The folder as the release left it. */
    static ReleaseFixture of(String release) throws IOException {
        ReleaseFixture fixture = empty(release);
        try {
            fixture.unpack("/" + release + "/state.zip");
            return fixture;
        } catch (IOException | RuntimeException e) {
            fixture.close();
            throw e;
        }
    }

    private void unpack(String state) throws IOException {
        try (InputStream resource = ReleaseFixture.class.getResourceAsStream(state);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    Path folder() {
        return folder;
    }

    String savepoint() {
        return folder.resolve(SAVEPOINT).toUri().toString();
    }

    /** When it was recorded: the time that its states' time to live counts from. */
    Instant recordedAt() throws IOException {
        return Instant.parse(Files.readString(recorded()).strip());
    }

    /** Keeps the folder, with this savepoint in it, as a zip. */
    void keep(Path savepoint, Instant at, Path zip) throws IOException {
        Files.move(savepoint, folder.resolve(SAVEPOINT));
        Files.writeString(recorded(), at + "\n");
        Files.createDirectories(zip.getParent());
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path each : files()) {
                out.putNextEntry(new ZipEntry(folder.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }

    /** All but the checksums that Hadoop's file system keeps beside its files. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }

    private Path recorded() {
        return folder.resolve("recorded-at");
    }

    @Override
    public void close() throws IOException {
        try {
            delete(folder);
        } finally {
            lock.close();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(ReleaseFixture::deleteOne);
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
