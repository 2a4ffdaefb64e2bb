package io.radstream.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code radstream stack}, so that it is listed: the launcher itself hands over to it. */
@Command(
        name = "stack",
        description = {
            "A cloud on this machine, with the job on a real Flink cluster in it.",
            "up, status, query, down: ./radstream stack --help"
        })
final class StackCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw ExplainedException.usage(
                "expected the launcher to take the command stack: run ./radstream stack");
    }
}
