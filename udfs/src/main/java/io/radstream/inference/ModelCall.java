package io.radstream.inference;

import io.radstream.record.ModelUse;
import io.radstream.record.Reject;
import io.radstream.record.StageLog;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.flink.util.ExceptionUtils;

/**
 * One model's part of one study's inference: its answer, or the reject that it makes, and its row
 * of telemetry.
 */
final class ModelCall<A> {

    private final A answer;
    private final ModelResponse response;
    private final ModelFailureException failure;
    private final ModelSignature model;
    private final long endedUs;

    private ModelCall(
            A answer,
            ModelResponse response,
            ModelFailureException failure,
            ModelSignature model,
            long endedUs) {
        this.answer = answer;
        this.response = response;
        this.failure = failure;
        this.model = model;
        this.endedUs = endedUs;
    }

    /**
     * Asks the model. The future fails only where neither the input nor the model is at fault.
     *
     * @param reader makes the model's answer of its response; may throw a {@link
     *     ModelFailureException}
     */
    static <A> CompletableFuture<ModelCall<A>> ask(
            InferenceClient client,
            ModelRequest request,
            Function<ModelResponse, A> reader,
            Clock clock) {
        return client.infer(request)
                .handle(
                        (response, failure) ->
                                failure == null
                                        ? read(request.model(), response, reader, clock)
                                        : failed(request.model(), failure, clock));
    }

    private static <A> ModelCall<A> read(
            ModelSignature model,
            ModelResponse response,
            Function<ModelResponse, A> reader,
            Clock clock) {
        long endedUs = StageLog.nowUs(clock);
        try {
            return new ModelCall<>(reader.apply(response), response, null, model, endedUs);
        } catch (ModelFailureException e) {
            return new ModelCall<>(null, response, e, model, endedUs);
        }
    }

    private static <A> ModelCall<A> failed(ModelSignature model, Throwable failure, Clock clock) {
        Throwable cause = ExceptionUtils.stripCompletionException(failure);
        if (!(cause instanceof ModelFailureException)) {
            throw new CompletionException(cause);
        }
        return new ModelCall<>(
                null, null, (ModelFailureException) cause, model, StageLog.nowUs(clock));
    }

    boolean succeeded() {
        return failure == null;
    }

    /** Only of a call that succeeded. */
    A answer() {
        return answer;
    }

    /** Writes the row of a call that succeeded. */
    void tellSuccess(StageLog log) {
        log.modelSucceeded(
                response.model(), endedUs, response.attempts(), response.serverTimesJson());
    }

    /** Writes the row of a call that failed, and gives the reject. */
    Reject tellFailure(StageLog log) {
        ModelUse use =
                response != null
                        ? response.model()
                        : new ModelUse(model.name(), model.version(), model.digest(), "stable");
        return log.modelRejected(
                use, endedUs, failure.code(), failure.getMessage(), failure.attempts());
    }
}
