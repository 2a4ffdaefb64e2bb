package io.radstream.job.connect.iceberg;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.JsonAutoDetect;
import org.apache.iceberg.shaded.com.fasterxml.jackson.annotation.PropertyAccessor;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.DeserializationFeature;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.iceberg.shaded.com.fasterxml.jackson.databind.PropertyNamingStrategies;

/**
 * Another catalog behind Iceberg's REST protocol, over HTTP on loopback, by Iceberg's own handlers
 * for servers. Takes one bearer token.
 */
final class RestServer implements AutoCloseable {

    private final Catalog catalog;
    private final String token;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final ObjectMapper json = new ObjectMapper();

    RestServer(Catalog catalog, String token) throws IOException {
        this.catalog = catalog;
        this.token = token;
        json.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
        json.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        json.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
        RESTSerializers.registerAll(json);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                requireToken(exchange);
                answer(exchange, 200, route(exchange));
            } catch (RuntimeException e) {
                answer(
                        exchange,
                        status(e),
                        ErrorResponse.builder()
                                .responseCode(status(e))
                                .withType(e.getClass().getSimpleName())
                                .withMessage(e.getMessage())
                                .build());
            }
        }
    }

    private void requireToken(HttpExchange exchange) {
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw new NotAuthorizedException("expected the bearer token, came another or none");
        }
    }

    private RESTResponse route(HttpExchange exchange) throws IOException {
        List<String> path =
                Pattern.compile("/")
                        .splitAsStream(exchange.getRequestURI().getPath().substring(1))
                        .toList();
        String method = exchange.getRequestMethod();
        if (path.equals(List.of("v1", "config"))) {
            return ConfigResponse.builder().build();
        }
        SupportsNamespaces namespaces = (SupportsNamespaces) catalog;
        if (path.size() == 2) {
            return CatalogHandlers.createNamespace(
                    namespaces, body(exchange, CreateNamespaceRequest.class));
        }
        Namespace namespace = Namespace.of(path.get(2));
        if (path.size() == 3) {
            return CatalogHandlers.loadNamespace(namespaces, namespace);
        }
        if (path.size() == 4) {
            return method.equals("POST")
                    ? CatalogHandlers.createTable(
                            catalog, namespace, body(exchange, CreateTableRequest.class))
                    : CatalogHandlers.listTables(catalog, namespace);
        }
        TableIdentifier table = TableIdentifier.of(namespace, path.get(4));
        return method.equals("POST")
                ? CatalogHandlers.updateTable(
                        catalog, table, body(exchange, UpdateTableRequest.class))
                : CatalogHandlers.loadTable(catalog, table);
    }

    private <T> T body(HttpExchange exchange, Class<T> type) throws IOException {
        return json.readValue(exchange.getRequestBody().readAllBytes(), type);
    }

    private void answer(HttpExchange exchange, int status, RESTResponse response)
            throws IOException {
        byte[] body = json.writeValueAsString(response).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static int status(RuntimeException e) {
        if (e instanceof NoSuchTableException || e instanceof NoSuchNamespaceException) {
            return 404;
        }
        if (e instanceof AlreadyExistsException || e instanceof CommitFailedException) {
            return 409;
        }
        return e instanceof NotAuthorizedException ? 401 : 500;
    }
}
