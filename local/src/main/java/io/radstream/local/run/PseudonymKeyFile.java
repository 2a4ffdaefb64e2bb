package io.radstream.local.run;

import io.radstream.sidecar.PseudonymKey;
import io.radstream.sidecar.PseudonymKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The pseudonym key in a file that its owner alone can read; made once. */
public final class PseudonymKeyFile implements PseudonymKeys {

    private static final long serialVersionUID = 1L;
    private static final String KEY_ID = "local-1";
    private static final int SECRET_BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ALONE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final String file;

    private PseudonymKeyFile(Path file) {
        this.file = file.toString();
    }

    /**
     * The key in this file, which is made with a random secret where it is missing.
     *
     * @throws OpenKeyFileException where others than its owner have access to the file
     */
    public static PseudonymKeyFile at(Path file) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.createDirectories(file.toAbsolutePath().getParent());
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
            Files.writeString(
                    file,
                    Base64.getEncoder().encodeToString(secret) + "\n",
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            refuseOpenFile(file);
        }
        return new PseudonymKeyFile(file);
    }

    private static void refuseOpenFile(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ALONE.containsAll(permissions)) {
            throw new OpenKeyFileException(
                    String.format(
                            "the pseudonym key %s: expected mode 0600, came %s; run chmod 600 on it",
                            file, PosixFilePermissions.toString(permissions)));
        }
    }

    @Override
    public PseudonymKey read() {
        try {
            String text = Files.readString(Path.of(file)).trim();
            return new PseudonymKey(KEY_ID, Base64.getDecoder().decode(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
