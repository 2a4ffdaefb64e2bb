package io.radstream.local.cli;

import io.radstream.local.serving.InvalidRepositoryException;
import io.radstream.local.serving.ModelServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Where a run's models are: a server of the user's, or one inside this process. */
final class ModelsEnd implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int ANY_FREE_PORT = 0;
    private static final int HIGHEST_PORT = 65_535;

    private final String target;
    private final ModelServer server;

    private ModelsEnd(String target, ModelServer server) {
        this.target = target;
        this.server = server;
    }

    /** The user's own server. */
    static ModelsEnd at(String target) {
        check(target);
        return new ModelsEnd(target, null);
    }

    /** Refuses what cannot be a server's address. */
    static void check(String target) {
        if (!target.matches("[^:/\\s]+:[0-9]{1,5}") || !isPort(portOf(target))) {
            throw ExplainedException.usage(
                    "--models: expected HOST:PORT of a gRPC server with a port of 1 to "
                            + HIGHEST_PORT
                            + ", came '"
                            + target
                            + "'");
        }
    }

    private static int portOf(String target) {
        return Integer.parseInt(target.substring(target.indexOf(':') + 1));
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= HIGHEST_PORT;
    }

    /** A server inside this process, of this model repository. */
    static ModelsEnd embedded(Path repository) throws IOException {
        ModelServer server = start(repository, ANY_FREE_PORT);
        return new ModelsEnd(LOOPBACK + ":" + server.port(), server);
    }

    /** A server on loopback; what is wrong with repository or port is told to a person. */
    static ModelServer start(Path repository, int port) throws IOException {
        if (port != ANY_FREE_PORT && !isPort(port)) {
            throw ExplainedException.usage(
                    "--port: expected 0 to " + HIGHEST_PORT + ", came " + port);
        }
        try {
            return ModelServer.start(repository, LOOPBACK, port);
        } catch (InvalidRepositoryException | BindException e) {
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
