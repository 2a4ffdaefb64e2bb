package io.radstream.job.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** ministack: S3 (path style) and a Glue that refuses stale versions, in memory. */
public final class MinistackServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final String RESET = "/_ministack/reset";

    private final URI endpoint;
    private final ServerCalls calls;
    private final ServerProcess process;

    private MinistackServer(int port) {
        endpoint = URI.create("http://127.0.0.1:" + port);
        calls = new ServerCalls("ministack", endpoint);
        process =
                ServerProcess.start(
                        "ministack-" + port,
                        List.of("python3", "-m", "ministack.app"),
                        Map.of(
                                "PYTHONPATH",
                                PythonPackages.folder("ministack").toString(),
                                "BIND_HOST",
                                "127.0.0.1",
                                "GATEWAY_PORT",
                                Integer.toString(port)));
        process.await(() -> calls.status("POST", RESET, "") == 200, LONGEST_START);
    }

    /** Installed if need be; empty and ready. */
    public static MinistackServer start() {
        return new MinistackServer(ServerProcess.freePort());
    }

    /** Where all of its services are. */
    public URI endpoint() {
        return endpoint;
    }

    /** Empties it. */
    public void reset() {
        calls.expectSuccess("POST", RESET, "");
    }

    @Override
    public void close() {
        process.close();
    }
}
