package io.radstream.job.connect.kinesis;

import io.radstream.fixture.FreePort;
import io.radstream.fixture.Wait;
import io.radstream.job.server.EmulatorCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.opentest4j.TestAbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * A process of kinesis-local, on loopback, installed on first use by ci/servers/kinesis.sh. One
 * serves all tests of a JVM, and ends with it.
 */
public final class KinesisEmulator {

    public static final String REGION = "us-east-1";
    static final AccessKey KEY = new AccessKey(EmulatorCredentials.KEY, EmulatorCredentials.KEY);

    private static final Path SCRIPT = Path.of("ci/servers/kinesis.sh");

    private static KinesisEmulator shared;

    private final Process process;
    private final int port;
    private final KinesisClient client;

    private KinesisEmulator(Process process, int port) {
        this.process = process;
        this.port = port;
        client = client(URI.create("http://127.0.0.1:" + port));
    }

    /**
     * The one of this JVM.
     *
     * @throws TestAbortedException where there is no Node.js, except in CI
     */
    public static synchronized KinesisEmulator shared() throws IOException {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static KinesisEmulator start() throws IOException {
        if (!isOnPath("npm") && System.getenv("CI") == null) {
            throw new TestAbortedException(
                    "the Kinesis emulator needs Node.js: no npm on the PATH");
        }
        int port = FreePort.find();
        Path log = Files.createTempFile("kinesis-emulator", ".log");
        Process process =
                new ProcessBuilder(script().toString(), String.valueOf(port))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        // It has nothing to keep, and on SIGTERM would wait for subscriptions that are still open.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        KinesisEmulator emulator = new KinesisEmulator(process, port);
        Wait.until(
                Duration.ofMinutes(3),
                "the Kinesis emulator answers; its log: " + log,
                () -> emulator.answers(log));
        return emulator;
    }

    int port() {
        return port;
    }

    /** Settings to read a stream of this emulator. */
    KinesisSettings.Builder settings(TestStream stream) {
        return settings(stream, endpoint());
    }

    /** The same by way of another address. */
    static KinesisSettings.Builder settings(TestStream stream, URI endpoint) {
        return KinesisSettings.of(stream.name(), REGION)
                .endpoint(endpoint)
                .accessKey(KEY)
                .discoveryInterval(Duration.ofSeconds(1));
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Signs with keys that it takes. */
    public KinesisClient client() {
        return client;
    }

    static KinesisClient client(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(EmulatorCredentials.PROVIDER)
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    private boolean answers(Path log) {
        if (!process.isAlive()) {
            throw new IllegalStateException("the Kinesis emulator ended: " + read(log));
        }
        try {
            client.listStreams();
            return true;
        } catch (SdkException e) {
            return false;
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in their module's folder. */
    private static Path script() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            if (Files.exists(folder.resolve(SCRIPT))) {
                return folder.resolve(SCRIPT);
            }
        }
        throw new IllegalStateException("expected " + SCRIPT + " in a folder above the tests'");
    }

    private static boolean isOnPath(String tool) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
