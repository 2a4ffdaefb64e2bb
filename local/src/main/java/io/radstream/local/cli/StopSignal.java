package io.radstream.local.cli;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.hadoop.service.launcher.IrqHandler;

/**
 * Ends a job in order when a person presses Ctrl-C, or a supervisor sends SIGTERM. The JVM's
 * shutdown hooks would be too late: Flink's own run beside them. A second signal ends the process
 * at once.
 */
final class StopSignal {

    private static final int KILLED_BY_SIGNAL = 128;

    private StopSignal() {}

    /** What goes on until it ends by itself, or is ended. */
    @FunctionalInterface
    interface Body<E extends Exception> {
        void run() throws E, InterruptedException;
    }

    /** While the body runs, the first signal starts this action on a thread of its own. */
    static <E extends Exception> void starts(Runnable action, Body<E> body)
            throws E, InterruptedException {
        AtomicReference<Runnable> once = new AtomicReference<>(action);
        Stream.of(IrqHandler.CONTROL_C, IrqHandler.SIGTERM)
                .map(name -> new IrqHandler(name, signal -> interrupted(signal, once)))
                .forEach(IrqHandler::bind);
        try {
            body.run();
        } finally {
            once.set(null);
        }
    }

    private static void interrupted(
            IrqHandler.InterruptData signal, AtomicReference<Runnable> once) {
        Runnable action = once.getAndSet(null);
        if (action == null) {
            Runtime.getRuntime().halt(KILLED_BY_SIGNAL + signal.getNumber());
        }
        new Thread(action, "radstream-stop").start();
    }
}
