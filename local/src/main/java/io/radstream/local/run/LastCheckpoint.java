package io.radstream.local.run;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/** Finds the checkpoint to go on from: the newest complete one, whichever job wrote it. */
final class LastCheckpoint {

    private static final String METADATA = "_metadata";

    private LastCheckpoint() {}

    /**
     * The folder of the newest checkpoint or savepoint whose metadata can be read.
     *
     * @param checkpoints need not exist
     */
    static Optional<Path> below(Path checkpoints) {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.getFileName().toString().equals(METADATA))
                    .sorted(Comparator.comparing(LastCheckpoint::writtenAt).reversed())
                    .filter(LastCheckpoint::isComplete)
                    .map(Path::getParent)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process may have been killed while it wrote the file. */
    private static boolean isComplete(Path metadata) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(metadata)))) {
            Checkpoints.loadCheckpointMetadata(
                    in, LastCheckpoint.class.getClassLoader(), metadata.toString());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
