package io.radstream.job.connect.directory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a folder's files as S3 would list a bucket's objects. Links are followed; one that leads
 * nowhere is listed as an object that was deleted. Files and folders whose names begin with a dot
 * are not seen, nor are pipes, sockets and devices, whose reader might wait for ever.
 */
final class DirectoryScan {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryScan.class);

    private final Path root;
    private int unreadable;

    DirectoryScan(Path root) {
        this.root = root;
    }

    /**
     * All files below the folder, oldest first. A file that vanishes on the way is left out, and so
     * is what lies in a folder that must not be read.
     */
    List<FileState> list() throws IOException {
        Listing listing = new Listing();
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, listing);
        tell(listing.unreadable);
        listing.files.sort(Comparator.comparing(FileState::modified).thenComparing(FileState::key));
        return listing.files;
    }

    /** Once, not with every scan; and no names, which may be a patient's. */
    private void tell(int nowUnreadable) {
        if (nowUnreadable != unreadable) {
            LOG.warn(
                    "below {}: expected to be allowed to read every folder, came {} that must not be"
                            + " read; what is in them is not seen",
                    root,
                    nowUnreadable);
        }
        unreadable = nowUnreadable;
    }

    /** What one scan has found so far. */
    final class Listing extends SimpleFileVisitor<Path> {

        private final List<FileState> files = new ArrayList<>();
        private int unreadable;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file) && !attributes.isOther()) {
                files.add(FileState.of(keyOf(file), attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(root)) {
                throw failure;
            }
            if (failure instanceof AccessDeniedException) {
                unreadable++;
                return FileVisitResult.CONTINUE;
            }
            if (failure instanceof NoSuchFileException
                    || failure instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    /** The object key of a file: its path below the folder, behind {@code images/}. */
    private String keyOf(Path file) {
        StringBuilder key = new StringBuilder("images");
        root.relativize(file).forEach(name -> key.append('/').append(name));
        return key.toString();
    }

    private boolean isHidden(Path path) {
        return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }
}
