package io.radstream.job.connect.s3;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Lets a bounded number of calls run at once; the others wait in the order of their coming, without
 * a thread and without a time limit. So the client's own timeouts begin when there is a connection
 * for a call, and a hundred thousand waiting studies are a queue and nothing else.
 */
final class CallGate implements AutoCloseable {

    private final int most;
    private final Executor executor;
    private final Queue<Call<?>> waiting = new ArrayDeque<>();
    private final Set<Call<?>> admitted = new HashSet<>();
    private boolean closed;

    /**
     * @param most how many calls run at once
     * @param executor where calls are begun: never on the caller's thread, nor within the end of
     *     another call
     */
    CallGate(int most, Executor executor) {
        this.most = most;
        this.executor = executor;
    }

    /** The answer of a call that is begun when it is its turn. */
    <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> begin) {
        Call<T> call = new Call<>(begin);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(endOfStore());
            }
            if (admitted.size() >= most) {
                waiting.add(call);
                return call.answer;
            }
            admitted.add(call);
        }
        dispatch(call);
        return call.answer;
    }

    /** Ends every call, those that wait and those under way, with a failure. */
    @Override
    public void close() {
        List<Call<?>> ended;
        synchronized (this) {
            closed = true;
            ended = new ArrayList<>(waiting);
            waiting.clear();
            ended.addAll(admitted);
        }
        ended.forEach(Call::end);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void dispatch(Call<?> call) {
        try {
            executor.execute(call::begin);
        } catch (RejectedExecutionException e) {
            call.end();
        }
    }

    private void admitNextAfter(Call<?> done) {
        Call<?> next;
        synchronized (this) {
            admitted.remove(done);
            next = waiting.poll();
            if (next != null) {
                admitted.add(next);
            }
        }
        if (next != null) {
            dispatch(next);
        }
    }

    private static CancellationException endOfStore() {
        return new CancellationException("the object store has been closed");
    }

    private final class Call<T> {

        private final Supplier<CompletableFuture<T>> supplier;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private volatile CompletableFuture<T> underWay;

        private Call(Supplier<CompletableFuture<T>> supplier) {
            this.supplier = supplier;
        }

        private void begin() {
            CompletableFuture<T> begun = begun();
            underWay = begun;
            if (isClosed()) {
                end();
            }
            var unused = begun.whenComplete(this::done);
        }

        private CompletableFuture<T> begun() {
            try {
                return supplier.get();
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        /** Frees the place first: what follows the answer may take its time. */
        private void done(T result, Throwable failure) {
            admitNextAfter(this);
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        }

        private void end() {
            answer.completeExceptionally(endOfStore());
            CompletableFuture<T> call = underWay;
            if (call != null) {
                call.cancel(true);
            }
        }
    }
}
