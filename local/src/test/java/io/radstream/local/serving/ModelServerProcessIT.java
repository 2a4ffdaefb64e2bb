package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own. */
@Timeout(120)
final class ModelServerProcessIT {

    private static final int PATIENCE_S = 60;

    /** Longer than what ONNX Runtime 1.29 crashes on, when it reads it to report it. */
    private static final String LONG_ARGUMENT = "-Dlong=" + "a".repeat(100_000);

    @TempDir private Path home;

    private Process start(Path repository, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Duser.home=" + home);
        command.addAll(List.of(options));
        command.add(ModelServerProcess.class.getName());
        command.add(repository.toString());
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("HOME", home.toString());
        process.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
        process.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return process.start();
    }

    private static String awaitLine(Process process, String prefix) throws IOException {
        BufferedReader output = process.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith(prefix)) {
                return line;
            }
        }
        throw new AssertionError("expected a line " + prefix + "..., came " + lines);
    }

    /** No report of its use is written to be sent; images are nobody else's business. */
    @Test
    void leavesNothingBehindAndEndsOnRequest() throws Exception {
        Process process = start(TestRepository.folder(), LONG_ARGUMENT);
        try {
            awaitLine(process, "models on 127.0.0.1:");
        } finally {
            process.destroy();
        }

        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void endsWithEverythingThatIsWrong(@TempDir Path repository) throws Exception {
        Files.createDirectory(repository.resolve("a"));
        TestRepository.copy("total", repository, "b", "name: 'c'");

        Process process = start(repository);

        awaitLine(process, "model repository " + repository + ": expected models to serve, came");
        awaitLine(process, "  b: config.pbtxt: name: expected the folder's, b, came c");
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }
}
