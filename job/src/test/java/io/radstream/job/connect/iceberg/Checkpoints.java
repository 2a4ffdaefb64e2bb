package io.radstream.job.connect.iceberg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Checkpoints that jobs have left behind. */
public final class Checkpoints {

    private Checkpoints() {}

    /** The newest complete one, of whatever job. */
    public static String newestBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow()
                    .getParent()
                    .toUri()
                    .toString();
        }
    }
}
