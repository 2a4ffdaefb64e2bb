package io.radstream.local.cli;

import io.radstream.local.serving.ModelServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code radstream models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = {
            "Serves models over gRPC, without a run.",
            "Speaks the KServe v2 protocol, computes on the CPU, and goes on until it is ended:",
            "a stand-in for Triton where there is none."
        })
final class ModelsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--port",
            required = true,
            paramLabel = "P",
            description = "The port on 127.0.0.1; 0 takes a free one.")
    private int port;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "Models in Triton's layout. Default: the demonstration models.")
    private Path repository;

    @Override
    public Integer call() throws Exception {
        Path folder = repository == null ? Home.models() : repository;
        CountDownLatch stopped = new CountDownLatch(1);
        try (ModelServer server = ModelsEnd.start(folder, port)) {
            spec.commandLine()
                    .getOut()
                    .println(
                            "serving "
                                    + ModelsEnd.describe(server)
                                    + " on 127.0.0.1:"
                                    + server.port());
            spec.commandLine().getOut().flush();
            StopSignal.starts(stopped::countDown, stopped::await);
        }
        return 0;
    }
}
