package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.local.serving.BatchQueue.Arrival;
import io.radstream.local.serving.WaitingLine.Entry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class WaitingLineTest {

    private static final long FOREVER = TimeUnit.HOURS.toNanos(1);

    private static WaitingLine line(long delayNanos) {
        return new WaitingLine(new BatchRule(true, 2, Set.of(2), delayNanos, 3), System::nanoTime);
    }

    /** A worker that takes one batch. */
    private static CompletableFuture<List<Arrival>> next(WaitingLine line) {
        CompletableFuture<List<Arrival>> batch = new CompletableFuture<>();
        Thread worker =
                new Thread(
                        () -> {
                            try {
                                batch.complete(line.next());
                            } catch (InterruptedException e) {
                                batch.completeExceptionally(e);
                            }
                        });
        worker.setDaemon(true);
        worker.start();
        return batch;
    }

    @Test
    void aWorkerWaitsUntilThereIsABatch() throws Exception {
        WaitingLine line = line(FOREVER);
        CompletableFuture<List<Arrival>> batch = next(line);

        line.enter(Requests.rows(1, 0));
        assertThat(batch).isNotDone();
        line.enter(Requests.rows(1, 0));

        assertThat(batch.get()).hasSize(2);
    }

    @Test
    void aLoneRequestGoesAfterItsDelay() throws Exception {
        WaitingLine line = line(TimeUnit.MILLISECONDS.toNanos(20));
        InferenceRequest request = Requests.rows(1, 0);
        long enteredAt = System.nanoTime();
        line.enter(request);

        List<Arrival> batch = line.next();

        assertThat(System.nanoTime() - enteredAt)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(batch).extracting(Arrival::request).containsExactly(request);
    }

    @Test
    void everyWorkerGetsABatchOfALongLine() throws Exception {
        WaitingLine line = line(0);
        CompletableFuture<List<Arrival>> first = next(line);
        CompletableFuture<List<Arrival>> second = next(line);

        line.enter(Requests.rows(2, 0));
        line.enter(Requests.rows(2, 0));

        assertThat(first.get()).hasSize(1);
        assertThat(second.get()).hasSize(1);
    }

    @Test
    void aClosedLineIsEmptiedWithoutWaiting() throws Exception {
        WaitingLine line = line(FOREVER);
        InferenceRequest request = Requests.rows(1, 0);
        line.enter(request);
        CompletableFuture<List<Arrival>> batch = next(line);

        line.close();

        assertThat(batch.get()).extracting(Arrival::request).containsExactly(request);
        assertThat(line.next()).isEmpty();
        assertThat(line.enter(Requests.rows(1, 0))).isEqualTo(Entry.CLOSED);
    }

    @Test
    void closingSendsIdleWorkersHome() throws Exception {
        WaitingLine line = line(FOREVER);
        CompletableFuture<List<Arrival>> first = next(line);
        CompletableFuture<List<Arrival>> second = next(line);

        line.close();

        assertThat(first.get()).isEmpty();
        assertThat(second.get()).isEmpty();
    }

    @Test
    void whoeverLeavesMakesRoom() {
        WaitingLine line = line(FOREVER);
        InferenceRequest request = Requests.rows(1, 0);
        assertThat(line.enter(request)).isEqualTo(Entry.WAITS);
        assertThat(line.enter(Requests.rows(1, 0))).isEqualTo(Entry.WAITS);
        assertThat(line.enter(Requests.rows(1, 0))).isEqualTo(Entry.WAITS);
        assertThat(line.enter(Requests.rows(1, 0))).isEqualTo(Entry.FULL);

        line.leave(request);

        assertThat(line.enter(Requests.rows(1, 0))).isEqualTo(Entry.WAITS);
    }
}
