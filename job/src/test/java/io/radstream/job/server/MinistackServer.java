package io.radstream.job.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** ministack: S3 (path style) and a Glue that refuses stale versions, in memory. */
public final class MinistackServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final ServerProcess process;

    private MinistackServer(int port) {
        endpoint = URI.create("http://127.0.0.1:" + port);
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
        process.await(() -> post("/_ministack/reset") == 200, LONGEST_START);
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
        int status = post("/_ministack/reset");
        if (status != 200) {
            throw new IllegalStateException("expected 200 from ministack, came " + status);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    /** The status; -1 where nobody answers. */
    private int post(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .timeout(LONGEST_CALL)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking ministack", e);
        }
    }
}
