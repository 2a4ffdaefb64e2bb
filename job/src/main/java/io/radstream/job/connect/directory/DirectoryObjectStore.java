package io.radstream.job.connect.directory;

import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectGoneException;
import io.radstream.storage.ObjectOvertakenException;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectTooLargeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/** A folder as an object store, on threads of its own. */
public final class DirectoryObjectStore implements ObjectStore {

    private static final int THREADS = 4;

    private final Path root;
    private final String prefix;
    private final ExecutorService threads;

    /**
     * A store over this folder.
     *
     * @param prefix the beginning of every key, which stands for the folder itself, such as {@code
     *     images/}
     */
    public DirectoryObjectStore(Path root, String prefix) {
        this.root = root;
        this.prefix = prefix;
        this.threads =
                Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory("radstream-files"));
    }

    @Override
    public CompletableFuture<byte[]> get(ObjectRef object, long maxBytes) {
        return CompletableFuture.supplyAsync(() -> read(object, maxBytes), threads);
    }

    @Override
    public CompletableFuture<Void> put(String key, byte[] content) {
        return CompletableFuture.runAsync(() -> write(fileOf(key), content), threads);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private byte[] read(ObjectRef object, long maxBytes) {
        Path file = fileOf(object.getKey());
        try {
            verify(object, file, maxBytes);
            byte[] content = Files.readAllBytes(file);
            // It may have been overwritten while it was read.
            verify(object, file, maxBytes);
            return content;
        } catch (NoSuchFileException e) {
            throw new ObjectGoneException("expected the object of the event, came none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void verify(ObjectRef object, Path file, long maxBytes) throws IOException {
        FileState now =
                FileState.of(
                        object.getKey(), Files.readAttributes(file, BasicFileAttributes.class));
        if (!now.etag().equals(object.getEtag())) {
            throw new ObjectOvertakenException(
                    "expected the object of the event, came one that was written later");
        }
        if (now.sizeBytes() > maxBytes) {
            throw new ObjectTooLargeException(maxBytes, now.sizeBytes());
        }
    }

    /** Whole or not at all: into a file beside it first. */
    private static void write(Path file, byte[] content) {
        Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(file.getParent());
            Files.write(beside, content);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            discard(beside, e);
            throw new UncheckedIOException(e);
        }
    }

    /** A full disk must not fill with what each attempt leaves. */
    private static void discard(Path beside, IOException failure) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Path fileOf(String key) {
        if (!key.startsWith(prefix)) {
            throw new IllegalArgumentException("expected a key below " + prefix + ", came another");
        }
        return root.resolve(key.substring(prefix.length()));
    }
}
