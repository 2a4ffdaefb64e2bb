package io.radstream.local.serving;

import java.nio.file.Path;

/** A server as a process of its own, for clients in other languages. */
public final class ModelServerProcess {

    private ModelServerProcess() {}

    /**
     * Serves until it is told to end.
     *
     * @param arguments the repository's folder
     */
    public static void main(String[] arguments) throws Exception {
        try (ModelServer server = ModelServer.start(Path.of(arguments[0]), "127.0.0.1", 0)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println("models on 127.0.0.1:" + server.port());
            server.awaitClose();
        } catch (InvalidRepositoryException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
