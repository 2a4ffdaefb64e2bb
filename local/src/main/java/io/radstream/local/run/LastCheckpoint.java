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

    /**
     * Deletes what else killed processes have left: an older checkpoint that outlived the job which
     * goes on from this one would be taken for the last, once that job has finished.
     *
     * @param checkpoint in or below the folder
     */
    static void keepOnly(Path checkpoint, Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.startsWith(checkpoint) && !checkpoint.startsWith(file)) {
                    Files.delete(file);
                }
            }
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
