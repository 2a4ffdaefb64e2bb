package io.radstream.inference.triton;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A call with one answer, as a future. */
final class UnaryCall<R> implements StreamObserver<R> {

    private final CompletableFuture<R> answer = new CompletableFuture<>();

    private UnaryCall() {}

    /** Starts the call, which is told where to put its answer. */
    static <R> CompletableFuture<R> start(Consumer<StreamObserver<R>> call) {
        UnaryCall<R> unary = new UnaryCall<>();
        call.accept(unary);
        return unary.answer;
    }

    @Override
    public void onNext(R value) {
        answer.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        // Of an answer that has come this changes nothing; a call without one is a fault of the
        // server.
        answer.completeExceptionally(
                new IllegalStateException("the server ended the call without an answer"));
    }
}
