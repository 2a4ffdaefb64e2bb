package io.radstream.record;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.streaming.api.functions.async.ResultFuture;

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
                        (value, failure) -> {
                            if (failure == null) {
                                answer.complete(List.of(value));
                            } else {
                                answer.completeExceptionally(failure);
                            }
                        });
    }
}
