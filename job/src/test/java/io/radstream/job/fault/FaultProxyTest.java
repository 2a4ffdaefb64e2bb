package io.radstream.job.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FaultProxyTest {

    private static final int SHORT_MS = 200;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(exchange.getRequestMethod().getBytes(UTF_8));
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        proxy = FaultProxy.http(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void passesBodiesOfAnySizeWithAndWithoutLength() throws Exception {
        String large = "x".repeat(3_000_000);

        assertThat(send("PUT", BodyPublishers.ofString(large)).body()).isEqualTo("PUT" + large);
        assertThat(send("PUT", chunked(large)).body()).isEqualTo("PUT" + large);
        assertThat(send("GET", BodyPublishers.noBody()).body()).isEqualTo("GET");
    }

    @Test
    void passesTheBodyOfAClientThatWaitsForContinue() throws Exception {
        java.net.http.HttpRequest request =
                java.net.http.HttpRequest.newBuilder(URI.create(proxy.endpoint()))
                        .expectContinue(true)
                        .PUT(BodyPublishers.ofString("body"))
                        .build();

        assertThat(client().send(request, BodyHandlers.ofString()).body()).isEqualTo("PUTbody");
    }

    @Test
    void answersTheSameShareOfRequestsForTheSameSeed() throws Exception {
        List<Integer> first = statuses(HttpFault.status(503).share(0.3, 7), 40);
        List<Integer> second = statuses(HttpFault.status(503).share(0.3, 7), 40);

        assertThat(first).containsOnly(200, 503).isEqualTo(second);
        assertThat(first.stream().filter(status -> status == 503)).hasSizeBetween(5, 20);
    }

    @Test
    void answersOnlyTheRequestsThatAreMeant() throws Exception {
        HttpFault fault =
                HttpFault.status(400)
                        .body("application/json", "{\"fault\":true}")
                        .only(request -> request.method().equals("PUT"));
        proxy.answer(fault);

        HttpResponse<String> put = send("PUT", BodyPublishers.ofString("x".repeat(500_000)));

        assertThat(put.statusCode()).isEqualTo(400);
        assertThat(put.body()).isEqualTo("{\"fault\":true}");
        assertThat(put.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(send("GET", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(fault.answered()).isEqualTo(1);
        proxy.pass();
        assertThat(send("PUT", BodyPublishers.ofString("x")).statusCode()).isEqualTo(200);
    }

    @Test
    void aBlackholeHoldsOpenConnectionsAndNewOnesUntilItEnds() throws Exception {
        try (Socket open = connect()) {
            request(open);
            assertThat(answer(open)).startsWith("HTTP/1.1 200");
            proxy.blackhole();
            request(open);
            assertSilent(open);
            try (Socket late = connect()) {
                request(late);
                assertSilent(late);

                proxy.pass();

                assertThat(answer(open)).startsWith("HTTP/1.1 200");
                assertThat(answer(late)).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void refusesAndIsBackOnTheSamePort() throws Exception {
        int port = proxy.port();
        try (Socket open = connect()) {
            request(open);
            assertThat(answer(open)).startsWith("HTTP/1.1 200");

            proxy.refuse();

            assertThatThrownBy(() -> answer(open)).isInstanceOf(IOException.class);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.pass();
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(send("GET", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    }

    @Test
    void aDelayHoldsBackAnAnswer() throws Exception {
        Duration delay = Duration.ofMillis(300);
        proxy.delay(delay);
        String large = "x".repeat(3_000_000);
        long startedNs = System.nanoTime();

        HttpResponse<String> response = send("PUT", BodyPublishers.ofString(large));

        // A bound from below only: a busy machine may take as long as it likes.
        assertThat(Duration.ofNanos(System.nanoTime() - startedNs)).isGreaterThanOrEqualTo(delay);
        assertThat(response.body()).hasSize(large.length() + 3);
    }

    @Test
    void passesWhateverProtocolWithoutReadingIt() throws Exception {
        try (FaultProxy plain = FaultProxy.tcp(server.getAddress().getPort())) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plain.port())) {
                socket.getOutputStream().write("no HTTP\r\n\r\n".getBytes(UTF_8));
                assertThat(answer(socket)).contains("400");
            }
            assertThatThrownBy(() -> plain.answer(HttpFault.status(503)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private List<Integer> statuses(HttpFault fault, int count) throws Exception {
        proxy.answer(fault);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(send("PUT", BodyPublishers.ofString("body " + i)).statusCode());
        }
        return statuses;
    }

    private HttpResponse<String> send(String method, BodyPublisher body) throws Exception {
        java.net.http.HttpRequest request =
                java.net.http.HttpRequest.newBuilder(URI.create(proxy.endpoint()))
                        .method(method, body)
                        .build();
        return client().send(request, BodyHandlers.ofString());
    }

    private static BodyPublisher chunked(String text) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofString(text));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SHORT_MS);
        assertThatThrownBy(() -> answer(socket)).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
    }

    private static void request(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(UTF_8));
    }

    /** All that comes up to the end of a chunked answer, or of the connection. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0) {
            text.append((char) next);
            if (text.toString().endsWith("\r\n0\r\n\r\n")) {
                break;
            }
        }
        return text.toString();
    }
}
