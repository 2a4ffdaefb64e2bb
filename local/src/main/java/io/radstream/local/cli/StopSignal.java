package io.radstream.local.cli;

import java.util.List;
import java.util.stream.Stream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ends a job in order when a person presses Ctrl-C, or a supervisor sends SIGTERM. The JVM's
 * shutdown hooks would be too late: Flink's own run beside them. The second signal ends the process
 * at once.
 */
@SuppressWarnings("sunapi")
final class StopSignal implements AutoCloseable {

    private static final int KILLED_BY_SIGNAL = 128;

    private final List<Signal> signals = Stream.of("INT", "TERM").map(Signal::new).toList();
    private final List<SignalHandler> before;

    private StopSignal(Runnable action) {
        SignalHandler handler =
                signal -> {
                    signals.forEach(each -> Signal.handle(each, StopSignal::halt));
                    new Thread(action, "radstream-stop").start();
                };
        before = signals.stream().map(signal -> Signal.handle(signal, handler)).toList();
    }

    /** Until it is closed, the first signal starts this action. */
    static StopSignal of(Runnable action) {
        return new StopSignal(action);
    }

    private static void halt(Signal signal) {
        Runtime.getRuntime().halt(KILLED_BY_SIGNAL + signal.getNumber());
    }

    @Override
    public void close() {
        for (int i = 0; i < signals.size(); i++) {
            Signal.handle(signals.get(i), before.get(i));
        }
    }
}
