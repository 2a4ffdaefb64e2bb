package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CallGateTest {

    private final List<Integer> begun = new ArrayList<>();
    private final List<CompletableFuture<String>> calls = new ArrayList<>();
    private final CallGate gate = new CallGate(2, Runnable::run);

    private CompletableFuture<String> call(CallGate through, int number) {
        return through.call(
                () -> {
                    begun.add(number);
                    CompletableFuture<String> call = new CompletableFuture<>();
                    calls.add(call);
                    return call;
                });
    }

    @Test
    void letsSomeThroughAndTheRestInOrder() {
        List<CompletableFuture<String>> answers =
                IntStream.range(0, 5).mapToObj(i -> call(gate, i)).collect(Collectors.toList());
        assertThat(begun).containsExactly(0, 1);

        calls.get(1).complete("one");
        assertThat(answers.get(1)).isCompletedWithValue("one");
        assertThat(begun).containsExactly(0, 1, 2);

        IllegalStateException failure = new IllegalStateException("503");
        calls.get(0).completeExceptionally(failure);
        assertThat(answers.get(0)).failsWithin(0, TimeUnit.SECONDS);
        assertThat(begun).containsExactly(0, 1, 2, 3);
    }

    @Test
    void failsACallThatCannotBeBegun() {
        CompletableFuture<String> answer =
                gate.call(
                        () -> {
                            throw new IllegalArgumentException("no bucket");
                        });

        assertThat(answer.handle((value, failure) -> failure.getMessage()))
                .isCompletedWithValue("no bucket");
        assertThat(call(gate, 0)).isNotDone();
        assertThat(call(gate, 1)).isNotDone();
        assertThat(begun).containsExactly(0, 1);
    }

    /** Each end begins the next call: that must not nest. */
    @Test
    void endsAHundredThousandCallsThatFailAtOnce() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        CallGate wide = new CallGate(8, executor);
        try {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 100_000; i++) {
                answers.add(
                        wide.call(
                                () ->
                                        CompletableFuture.failedFuture(
                                                new IllegalStateException("503"))));
            }
            for (CompletableFuture<String> answer : answers) {
                assertThat(
                                answer.handle((value, failure) -> failure.getMessage())
                                        .get(30, TimeUnit.SECONDS))
                        .isEqualTo("503");
            }
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void endsEveryCallWhenItIsClosed() {
        List<CompletableFuture<String>> answers =
                IntStream.range(0, 5).mapToObj(i -> call(gate, i)).collect(Collectors.toList());

        gate.close();

        assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(calls).hasSize(2).allMatch(CompletableFuture::isCancelled);
        assertThat(call(gate, 5)).isCompletedExceptionally();
        assertThat(begun).containsExactly(0, 1);
    }

    /** Between its turn and its beginning. */
    @Test
    void endsACallThatIsAboutToBegin() {
        List<Runnable> later = new ArrayList<>();
        CallGate slow = new CallGate(2, later::add);
        CompletableFuture<String> answer = call(slow, 0);

        slow.close();
        later.forEach(Runnable::run);

        assertThat(answer).isCompletedExceptionally();
        assertThat(calls).allMatch(CompletableFuture::isDone);
    }

    @Test
    void endsACallThatItsExecutorRefuses() {
        ExecutorService ended = Executors.newSingleThreadExecutor();
        ended.shutdown();
        Executor executor = ended;

        assertThat(call(new CallGate(2, executor), 0).handle((value, failure) -> failure))
                .isCompletedWithValueMatching(CancellationException.class::isInstance);
    }
}
