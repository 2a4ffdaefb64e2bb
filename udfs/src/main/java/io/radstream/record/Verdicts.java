package io.radstream.record;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.util.FlinkRuntimeException;

/** Hands an async step's verdict over to Flink. */
public final class Verdicts {

    private Verdicts() {}

    /**
     * The step's answer is the verdict, once there is one. An exception is nobody's verdict: it
     * fails the job.
     */
    public static void answer(CompletableFuture<Verdict> verdict, ResultFuture<Verdict> answer) {
        CompletableFuture<Verdict> unused =
                verdict.whenComplete(
                        (value, failure) ->
                                answer.complete(
                                        failure == null ? List.of(value) : new Failed(failure)));
    }

    /**
     * Throws where Flink takes the verdict out, on the task's own thread. {@link
     * ResultFuture#completeExceptionally} would print the whole element into the log, annotations
     * included; and it would fail a task that has ended well, as after a stop with a savepoint,
     * whose calls in flight fail when their client is closed.
     */
    private static final class Failed extends AbstractCollection<Verdict> {

        private final Throwable failure;

        private Failed(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Iterator<Verdict> iterator() {
            throw new FlinkRuntimeException(
                    "a study can neither go on nor be rejected, so the job starts again from its"
                            + " checkpoint",
                    failure);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public String toString() {
            return "a failure";
        }
    }
}
