package io.radstream.job.connect.secrets;

import io.radstream.sidecar.PseudonymKey;
import io.radstream.sidecar.PseudonymKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** A key in a file, such as a Kubernetes secret that is mounted into every pod of the job. */
public final class KeyFile implements PseudonymKeys {

    private static final long serialVersionUID = 1L;

    private final String file;

    /** The file's absolute path, on every machine of the job. */
    public KeyFile(Path file) {
        this.file = file.toString();
    }

    @Override
    public PseudonymKey read() {
        Path path = Path.of(file);
        try {
            if (isOpen(path)) {
                throw new IllegalArgumentException(
                        "expected a file that not everybody can read, came "
                                + file
                                + ": chmod o-r it, or set the secret volume's defaultMode to 0440");
            }
            return KeyDocument.parse(Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "expected a file, came " + file + ", which does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected a file that can be read, came "
                            + file
                            + " and "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static boolean isOpen(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
    }

    @Override
    public String toString() {
        return "file " + file;
    }
}
