package io.radstream.local.serving;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A KServe v2 gRPC server of the models in a folder, inside this process. Its threads do not keep
 * the process alive.
 */
public final class ModelServer implements AutoCloseable {

    private static final int LARGEST_MESSAGE_BYTES = 64 << 20;
    private static final int MOST_CALLS_PER_CONNECTION = 256;
    private static final int CALL_THREADS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(5);

    private final ModelCatalog models;
    private final InFlight inFlight;
    private final Server server;
    private final ExecutorService calls;
    private final Duration drain;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ModelServer(
            ModelCatalog models,
            InFlight inFlight,
            Server server,
            ExecutorService calls,
            Duration drain) {
        this.models = models;
        this.inFlight = inFlight;
        this.server = server;
        this.calls = calls;
        this.drain = drain;
    }

    /**
     * Loads the models and listens.
     *
     * @param repository a folder in Triton's layout
     * @param host the address to listen on, such as {@code 127.0.0.1}
     * @param port 0: a free one
     * @throws InvalidRepositoryException with everything that is wrong with any model
     * @throws BindException where the address is not free
     */
    public static ModelServer start(Path repository, String host, int port) throws IOException {
        return start(repository, ServingSettings.at(host, port));
    }

    /** The same with everything that can be set. */
    public static ModelServer start(Path repository, ServingSettings settings) throws IOException {
        return serve(ModelRepository.load(repository, settings.threads()), settings);
    }

    /**
     * Listens.
     *
     * @param loaded closed with this server, or where it cannot start
     */
    static ModelServer serve(List<LoadedModel> loaded, ServingSettings settings)
            throws IOException {
        List<ServedVersion> versions = new ArrayList<>();
        loaded.forEach(model -> versions.add(ServedVersion.start(model, settings.mostWaiting())));
        ModelCatalog models = new ModelCatalog(versions);
        InFlight inFlight = new InFlight(settings.mostBytes());
        ExecutorService calls =
                Executors.newFixedThreadPool(
                        CALL_THREADS,
                        task -> {
                            Thread thread = new Thread(task, "radstream-model-calls");
                            thread.setDaemon(true);
                            return thread;
                        });
        Server server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(settings.host(), settings.port()))
                        .addService(new InferenceService(models, inFlight))
                        .executor(calls)
                        .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                        .maxConcurrentCallsPerConnection(MOST_CALLS_PER_CONNECTION)
                        .permitKeepAliveTime(SHORTEST_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .build();
        ModelServer modelServer =
                new ModelServer(models, inFlight, server, calls, settings.drain());
        try {
            server.start();
        } catch (IOException e) {
            modelServer.close();
            BindException refused =
                    new BindException(
                            String.format(
                                    "model server: expected %s:%d to be a free address of this machine, came %s",
                                    settings.host(), settings.port(), cause(e)));
            refused.initCause(e);
            throw refused;
        }
        return modelServer;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getPort();
    }

    /** What it serves, by name. */
    public List<ServedModel> models() {
        Map<String, List<ServedVersion>> byName = new LinkedHashMap<>();
        models.all()
                .forEach(
                        version ->
                                byName.computeIfAbsent(
                                                version.model().name(), name -> new ArrayList<>())
                                        .add(version));
        return byName.entrySet().stream()
                .map(
                        entry ->
                                new ServedModel(
                                        entry.getKey(),
                                        entry.getValue().stream()
                                                .map(ServedVersion::version)
                                                .toList(),
                                        entry.getValue().get(0).model().form().maxBatchSize()))
                .toList();
    }

    /** Requests that wait for a worker, of all models. */
    int waiting() {
        return models.all().stream().mapToInt(ServedVersion::waiting).sum();
    }

    /** Returns once the server has been closed by another thread. */
    public void awaitClose() throws InterruptedException {
        server.awaitTermination();
    }

    /**
     * Takes no more calls, waits for those in flight for a bounded time, tells the rest that the
     * server is unavailable, and frees the models. To close it again does nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        inFlight.stop();
        models.all().forEach(ServedVersion::stop);
        server.shutdown();
        try {
            if (!ends(drain)) {
                inFlight.abort();
                // An end at once would overtake what they are told.
                if (!ends(PATIENCE)) {
                    server.shutdownNow();
                    ends(PATIENCE);
                }
            }
            for (ServedVersion version : models.all()) {
                version.end(PATIENCE);
            }
        } catch (InterruptedException e) {
            inFlight.abort();
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            calls.shutdown();
        }
    }

    @CanIgnoreReturnValue
    private boolean ends(Duration patience) throws InterruptedException {
        return server.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static String cause(IOException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage());
    }
}
