package io.radstream.job.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** moto: S3 (path style) and Glue in memory, for any credentials. */
public final class MotoServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final String RESET = "/moto-api/reset";
    private static final String PERMISSIONS = "/moto-api/reset-auth";

    private final URI endpoint;
    private final ServerCalls calls;
    private final ServerProcess process;

    private MotoServer(int port) {
        endpoint = URI.create("http://127.0.0.1:" + port);
        calls = new ServerCalls("moto", endpoint);
        process =
                ServerProcess.start(
                        "moto-" + port,
                        List.of(
                                "python3",
                                "-m",
                                "moto.server",
                                "-H",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(port)),
                        Map.of("PYTHONPATH", PythonPackages.folder("moto").toString()));
        process.await(() -> calls.status("POST", RESET, "") == 200, LONGEST_START);
    }

    /** Installed if need be; empty and ready. */
    public static MotoServer start() {
        return new MotoServer(ServerProcess.freePort());
    }

    /** Where all of its services are. */
    public URI endpoint() {
        return endpoint;
    }

    /** Empties it. */
    public void reset() {
        calls.expectSuccess("POST", RESET, "");
    }

    /** Makes an empty bucket. */
    public void makeBucket(String name) {
        calls.expectSuccess("PUT", "/" + name, "");
    }

    /** From now on calls need permissions, as in AWS. */
    public void enforcePermissions() {
        calls.expectSuccess("POST", PERMISSIONS, "0");
    }

    /** Ends what {@link #enforcePermissions} began. */
    public void allowEverything() {
        calls.expectSuccess("POST", PERMISSIONS, "inf");
    }

    @Override
    public void close() {
        process.close();
    }
}
