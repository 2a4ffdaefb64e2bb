package io.radstream.inference.triton;

import io.radstream.inference.InferenceEvents;
import io.radstream.inference.ModelFailureException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.util.ExceptionUtils;

/**
 * Tells an outage from a poisonous study. After some failures in a row it opens: calls wait, and it
 * asks the model a question that a healthy one answers. If that is answered at once, the model was
 * never away, and whoever failed has to answer for it. If not, there is an outage: it asks again
 * until there is an answer, then calls go on, and their failures are forgiven.
 */
final class Breaker {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final String model;
    private final int threshold;
    private final ScheduledExecutorService scheduler;
    private final InferenceEvents events;
    private CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);
    private int failuresInARow;
    private long outages;

    /**
     * @param threshold failures in a row that open it
     */
    Breaker(
            String model,
            int threshold,
            ScheduledExecutorService scheduler,
            InferenceEvents events) {
        this.model = model;
        this.threshold = threshold;
        this.scheduler = scheduler;
        this.events = events;
    }

    /** Complete while calls may go on. */
    synchronized CompletableFuture<Void> whenClosed() {
        return closed;
    }

    /** How many outages there have been: a failure before the latest one is nobody's. */
    synchronized long outages() {
        return outages;
    }

    synchronized void succeeded() {
        failuresInARow = 0;
    }

    /**
     * A call failed by a fault that passes.
     *
     * @param question asks the model something that a healthy one answers
     */
    void failed(Throwable failure, Supplier<? extends CompletableFuture<?>> question) {
        synchronized (this) {
            failuresInARow++;
            if (failuresInARow < threshold || !closed.isDone()) {
                return;
            }
            closed = new CompletableFuture<>();
        }
        events.opened(model, String.valueOf(failure.getMessage()));
        probe(question, FIRST_PAUSE, true);
    }

    private void probe(
            Supplier<? extends CompletableFuture<?>> question, Duration pause, boolean first) {
        // Within a future, so that a question that cannot even be asked counts as unanswered: else
        // nobody would ask again, and the breaker would stay open for ever.
        CompletableFuture<?> unused =
                CompletableFuture.completedFuture(null)
                        .thenCompose(now -> question.get().thenAccept(answer -> {}))
                        .whenComplete(
                                (answer, failure) -> {
                                    if (failure == null || isAnswer(failure)) {
                                        close();
                                    } else {
                                        probeLater(question, pause, first);
                                    }
                                });
    }

    private void probeLater(
            Supplier<? extends CompletableFuture<?>> question, Duration pause, boolean first) {
        if (first) {
            synchronized (this) {
                outages++;
            }
        }
        Duration twice = pause.multipliedBy(2);
        Duration next = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        if (!scheduler.isShutdown()) {
            ScheduledFuture<?> unused =
                    scheduler.schedule(
                            () -> probe(question, next, false),
                            pause.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    private void close() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            failuresInARow = 0;
            waiting = closed;
        }
        events.closed(model);
        waiting.complete(null);
    }

    /** A refusal is an answer too. */
    private static boolean isAnswer(Throwable failure) {
        Throwable cause = ExceptionUtils.stripCompletionException(failure);
        return cause instanceof ModelFailureException;
    }
}
