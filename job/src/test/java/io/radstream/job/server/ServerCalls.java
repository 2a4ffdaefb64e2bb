package io.radstream.job.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a test asks of an emulator itself, beside AWS's protocols. */
final class ServerCalls {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final URI endpoint;

    /**
     * @param server its name, for messages
     */
    ServerCalls(String server, URI endpoint) {
        this.server = server;
        this.endpoint = endpoint;
    }

    /** Fails where the answer is not 200. */
    void expectSuccess(String method, String path, String text) {
        int status = status(method, path, text);
        if (status != 200) {
            throw new IllegalStateException("expected 200 from " + server + ", came " + status);
        }
    }

    /** The status; -1 where nobody answers. */
    int status(String method, String path, String text) {
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .timeout(LONGEST_CALL)
                        .header("Content-Type", "text/plain")
                        .method(method, HttpRequest.BodyPublishers.ofString(text))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + server, e);
        }
    }
}
