package io.radstream.job.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Servers made of Python packages, as {@code ci/servers/install} installs them. */
final class PythonPackages {

    private static final String INSTALL = "ci/servers/install";
    private static final int LONGEST_INSTALL_MINUTES = 10;

    private PythonPackages() {}

    /** The folder of a server's packages, which are installed if they are not there yet. */
    static Path folder(String server) {
        try {
            Process install =
                    new ProcessBuilder(repository().resolve(INSTALL).toString(), server)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String printed =
                    new String(install.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .trim();
            if (!install.waitFor(LONGEST_INSTALL_MINUTES, TimeUnit.MINUTES)
                    || install.exitValue() != 0) {
                throw new IllegalStateException(
                        "expected " + INSTALL + " " + server + " to succeed, it did not");
            }
            return Path.of(printed);
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + INSTALL, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing " + server, e);
        }
    }

    /** Tests run in their module's folder. */
    private static Path repository() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve(INSTALL))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "expected to run within the repository, found no "
                        + INSTALL
                        + " above "
                        + Path.of("").toAbsolutePath());
    }
}
