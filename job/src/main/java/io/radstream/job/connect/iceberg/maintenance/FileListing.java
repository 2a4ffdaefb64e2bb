package io.radstream.job.connect.iceberg.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * All files below a table's location. On this machine's own disk not by Hadoop, which starts a
 * process for each file to ask for its permissions, and fails where a file goes meanwhile.
 */
final class FileListing {

    private final Table table;

    FileListing(Table table) {
        this.table = table;
    }

    void forEach(Consumer<FileInfo> file) {
        String location = table.location();
        if (location.startsWith("file:")) {
            walk(Path.of(URI.create(location)), file);
        } else if (table.io() instanceof SupportsPrefixOperations) {
            // With a slash at its end: another table's name may begin with this one's.
            String folder = location.endsWith("/") ? location : location + "/";
            ((SupportsPrefixOperations) table.io()).listPrefix(folder).forEach(file);
        } else {
            throw new IllegalStateException(
                    "expected access to the table's files that can list them, came "
                            + table.io().getClass().getName());
        }
    }

    private static void walk(Path folder, Consumer<FileInfo> consumer) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                            if (!isChecksum(file)) {
                                consumer.accept(
                                        new FileInfo(
                                                file.toUri().toString(),
                                                facts.size(),
                                                facts.lastModifiedTime().toMillis()));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException gone) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hadoop's, of the file beside it, with which it comes and goes. */
    private static boolean isChecksum(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".") && name.endsWith(".crc");
    }
}
