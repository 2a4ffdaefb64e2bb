package io.radstream.job.connect.directory;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lists a folder's files as S3 would list a bucket's objects. Files and folders whose names begin
 * with a dot are not seen.
 */
final class DirectoryScan {

    private DirectoryScan() {}

    /** All files below the folder, oldest first. A file that vanishes on the way is left out. */
    static List<FileState> list(Path root) throws IOException {
        List<FileState> files = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return isHidden(root, folder)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!isHidden(root, file)) {
                            files.add(FileState.of(keyOf(root, file), follow(file)));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException && !file.equals(root)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        files.sort(Comparator.comparing(FileState::modified).thenComparing(FileState::key));
        return files;
    }

    /** The object key of a file: its path below the folder, behind {@code images/}. */
    private static String keyOf(Path root, Path file) {
        StringBuilder key = new StringBuilder("images");
        root.relativize(file).forEach(name -> key.append('/').append(name));
        return key.toString();
    }

    /**
     * Of a link, what it leads to; of one that leads nowhere, the link itself, as an object that
     * was deleted.
     */
    private static BasicFileAttributes follow(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isHidden(Path root, Path path) {
        return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }
}
