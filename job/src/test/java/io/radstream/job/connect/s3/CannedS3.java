package io.radstream.job.connect.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers to every request what a test wants S3 to say. */
final class CannedS3 implements AutoCloseable {

    /** Answers a request. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** What a request said. */
    static final class Seen {

        private final HttpExchange exchange;
        private final byte[] body;

        private Seen(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = body;
        }

        String method() {
            return exchange.getRequestMethod();
        }

        String target() {
            return exchange.getRequestURI().toString();
        }

        /** Null where there is none. */
        String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        byte[] body() {
            return body;
        }
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Answer answer = exchange -> send(exchange, 200, "");

    CannedS3() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Settings that lead here. */
    S3Settings settings() {
        return S3Settings.defaults()
                .withRegion("us-east-1")
                .withEndpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .withPathStyle(true)
                .withCredentials(S3Credentials.ofEmulator("key", "secret"));
    }

    /** From now on every request is answered so. */
    void answer(Answer to) {
        answer = to;
    }

    /** From now on every request is refused as S3 does it, with a code in XML. */
    void refuse(int status, String code, String message) {
        answer(
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/xml");
                    send(exchange, status, error(code, message));
                });
    }

    /** The requests so far. */
    List<Seen> seen() {
        return seen;
    }

    /** Sends a whole answer. */
    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes =
                exchange.getRequestMethod().equals("HEAD")
                        ? new byte[0]
                        : body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static String error(String code, String message) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
                + code
                + "</Code><Message>"
                + message
                + "</Message><RequestId>REQUEST1</RequestId></Error>";
    }

    private void handle(HttpExchange exchange) throws IOException {
        seen.add(new Seen(exchange, exchange.getRequestBody().readAllBytes()));
        answer.to(exchange);
    }
}
