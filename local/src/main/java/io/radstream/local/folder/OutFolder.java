package io.radstream.local.folder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that a run writes to: {@code results/}, {@code archive/}, {@code rejects/}, {@code
 * catalog.db}, {@code warehouse/}, {@code checkpoints/}, {@code report/}, {@code summary.json}, and
 * a marker that tells how far the run got.
 */
public final class OutFolder implements AutoCloseable {

    /** How far a run got. */
    public enum State {
        /** Nothing has been written yet. */
        UNUSED,
        /** A run began and has not ended. */
        BEGUN,
        /** A run ended: there is nothing left to do. */
        FINISHED
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private FileChannel lockFile;

    /** The folder need not exist yet. */
    public OutFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /** Below it lie the results, at their keys. */
    public Path objects() {
        return root;
    }

    public Path archive() {
        return root.resolve("archive");
    }

    public Path rejects() {
        return root.resolve("rejects");
    }

    public Path catalog() {
        return root.resolve("catalog.db");
    }

    public Path warehouse() {
        return root.resolve("warehouse");
    }

    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** Made when all that a run of bounded input has read has ended. */
    public Path endOfRun() {
        return root.resolve(".end-of-run");
    }

    public Path report() {
        return root.resolve("report").resolve("index.html");
    }

    public Path summary() {
        return root.resolve("summary.json");
    }

    public Path log() {
        return root.resolve("radstream.log");
    }

    /**
     * The pseudonym key lies beside the folder, so that the folder can be shown to others without
     * it.
     */
    public Path pseudonymKey() {
        return root.resolveSibling(root.getFileName() + ".pseudonym-key");
    }

    /** How far a run got here. A folder with files of somebody else is not unused. */
    public State state() {
        if (Files.exists(marker())) {
            return read().map(node -> node.hasNonNull("finished_at")).orElse(false)
                    ? State.FINISHED
                    : State.BEGUN;
        }
        return isEmpty() || isDemo() ? State.UNUSED : State.BEGUN;
    }

    /**
     * Only a run that goes on may write where one has begun.
     *
     * @throws UnusableFolderException where one has
     */
    public void refuseUsed() {
        if (state() != State.UNUSED) {
            throw UnusableFolderException.used(this);
        }
    }

    /** Whether a run has ever begun here. */
    public boolean isOurs() {
        return Files.exists(marker());
    }

    /**
     * Makes room for a demonstration: what an earlier one left is deleted.
     *
     * @throws UnusableFolderException where anything else is in the folder
     */
    public void beginDemo() throws IOException {
        if (!isEmpty() && !isDemo()) {
            throw UnusableFolderException.notOfDemo(this);
        }
        Files.writeString(demoMarker(), "what is in here, ./radstream demo made and replaces\n");
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.filter(path -> !isHidden(path)).toList()) {
                delete(file);
            }
        }
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean isDemo() {
        return Files.exists(demoMarker());
    }

    private Path demoMarker() {
        return root.resolve(".demo");
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    /** Takes the folder for this process; fails where another process has it. */
    public void lock() throws IOException {
        Files.createDirectories(root);
        FileChannel channel =
                FileChannel.open(
                        root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("another radstream is running with --out " + root);
        }
        lockFile = channel;
    }

    /** A run begins, or goes on. */
    public void begin(Path images) {
        ObjectNode node = read().orElseGet(JSON::createObjectNode);
        if (!node.hasNonNull("begun_at")) {
            node.put("begun_at", Instant.now().toString());
        }
        node.put("images", images.toString());
        write(node);
    }

    /** The run has ended, with all of its input. */
    public void finish() {
        ObjectNode node = read().orElseGet(JSON::createObjectNode);
        write(node.put("finished_at", Instant.now().toString()));
    }

    /** The folder of images of the run that began here. */
    public Optional<Path> images() {
        return read().map(node -> Path.of(node.path("images").asText()));
    }

    /** When the run began here. */
    public Optional<Instant> begunAt() {
        return read().map(node -> Instant.parse(node.path("begun_at").asText()));
    }

    @Override
    public void close() throws IOException {
        if (lockFile != null) {
            lockFile.close();
        }
    }

    private Path marker() {
        return root.resolve("run.json");
    }

    private Optional<ObjectNode> read() {
        if (!Files.exists(marker())) {
            return Optional.empty();
        }
        try {
            return Optional.of((ObjectNode) JSON.readTree(marker().toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(ObjectNode node) {
        Path beside = root.resolve(".run.json");
        try {
            Files.writeString(beside, node.toPrettyString() + "\n");
            Files.move(
                    beside,
                    marker(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log is there before the run begins, and stays where it did not come to that. */
    private boolean isEmpty() {
        if (!Files.exists(root)) {
            return true;
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.allMatch(file -> isHidden(file) || file.equals(log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
