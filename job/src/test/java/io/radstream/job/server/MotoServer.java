package io.radstream.job.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** moto: S3 (path style) and Glue in memory, for any credentials. */
public final class MotoServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final ServerProcess process;

    private MotoServer(int port) {
        endpoint = URI.create("http://127.0.0.1:" + port);
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
        process.await(() -> post("/moto-api/reset", "") == 200, LONGEST_START);
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
        expectSuccess(post("/moto-api/reset", ""));
    }

    /** From now on calls need permissions, as in AWS. */
    public void enforcePermissions() {
        expectSuccess(post("/moto-api/reset-auth", "0"));
    }

    /** Ends what {@link #enforcePermissions} began. */
    public void allowEverything() {
        expectSuccess(post("/moto-api/reset-auth", "inf"));
    }

    @Override
    public void close() {
        process.close();
    }

    private static void expectSuccess(int status) {
        if (status != 200) {
            throw new IllegalStateException("expected 200 from moto, came " + status);
        }
    }

    /** The status; -1 where nobody answers. */
    private int post(String path, String text) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .timeout(LONGEST_CALL)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking moto", e);
        }
    }
}
