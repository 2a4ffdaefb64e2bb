package io.radstream.local.cli;

import io.radstream.local.serving.InvalidRepositoryException;
import io.radstream.local.serving.ModelServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Where a run's models are: a server of the user's, or one inside this process. */
final class ModelsEnd implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_FREE_PORT = 0;

    private final String target;
    private final ModelServer server;

    private ModelsEnd(String target, ModelServer server) {
        this.target = target;
        this.server = server;
    }

    /** The user's own server. */
    static ModelsEnd at(String target) {
        if (!target.matches("[^:/\\s]+:[0-9]{1,5}")) {
            throw ExplainedException.usage(
                    "--models: expected HOST:PORT of a gRPC server, came '" + target + "'");
        }
        return new ModelsEnd(target, null);
    }

    /** A server inside this process, of this model repository. */
    static ModelsEnd embedded(Path repository) throws IOException {
        ModelServer server = start(repository, ANY_FREE_PORT);
        return new ModelsEnd(LOOPBACK + ":" + server.port(), server);
    }

    /** A server on loopback; what is wrong with the repository is told to a person. */
    static ModelServer start(Path repository, int port) throws IOException {
        try {
            return ModelServer.start(repository, LOOPBACK, port);
        } catch (InvalidRepositoryException e) {
            throw ExplainedException.failed(e.getMessage());
        }
    }

    /** {@code host:port}. */
    String target() {
        return target;
    }

    String describe() {
        return server == null
                ? "models: " + target
                : "models: embedded server on " + target + ", " + describe(server);
    }

    /** Such as {@code radstream_classifier 1, radstream_detector 1}. */
    static String describe(ModelServer server) {
        return server.models().stream()
                .map(model -> model.name() + " " + String.join(", ", model.versions()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
