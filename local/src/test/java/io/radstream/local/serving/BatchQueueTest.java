package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.local.serving.BatchQueue.Arrival;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BatchQueueTest {

    private static final long DELAY = 100;

    private BatchQueue queue = new BatchQueue(new BatchRule(true, 8, Set.of(8), DELAY, 5));
    private long now = 1_000;

    private InferenceRequest add(int rows) {
        InferenceRequest request = Requests.rows(rows, 0);
        assertThat(queue.add(request, now)).isTrue();
        return request;
    }

    private List<InferenceRequest> poll() {
        return queue.poll(now, true).stream().map(Arrival::request).toList();
    }

    @Test
    void aLoneRequestWaitsForTheWholeDelay() {
        InferenceRequest request = add(1);

        assertThat(poll()).isEmpty();
        assertThat(queue.nanosLeft(now)).isEqualTo(DELAY);
        now += DELAY - 1;
        assertThat(poll()).isEmpty();
        now += 1;

        assertThat(poll()).containsExactly(request);
        assertThat(queue.size()).isZero();
    }

    @Test
    void theOldestOneDecidesWhenTheBatchGoes() {
        InferenceRequest first = add(1);
        now += DELAY - 1;
        InferenceRequest second = add(2);
        now += 1;

        assertThat(queue.poll(now, true))
                .containsExactly(new Arrival(first, 1_000), new Arrival(second, now - 1));
    }

    @Test
    void aFullBatchGoesAtOnce() {
        InferenceRequest first = add(4);
        assertThat(poll()).isEmpty();
        InferenceRequest second = add(4);

        assertThat(poll()).containsExactly(first, second);
    }

    @Test
    void whatNoLongerFitsInIsNotWaitedFor() {
        InferenceRequest first = add(6);
        InferenceRequest second = add(3);

        assertThat(poll()).containsExactly(first);
        assertThat(poll()).as("the rest waits its own time").isEmpty();
        now += DELAY;
        assertThat(poll()).containsExactly(second);
    }

    @Test
    void onlyItemsOfTheSameShapeAreJoined() {
        InferenceRequest two = add(1);
        InferenceRequest three = Requests.of(Shape.of(1, 3), 1, 2, 3);
        queue.add(three, now);
        InferenceRequest twoAgain = add(1);

        assertThat(poll()).containsExactly(two);
        assertThat(poll()).containsExactly(three);
        now += DELAY;
        assertThat(poll()).containsExactly(twoAgain);
    }

    @Test
    void theLargestPreferredSizeGoesAtOnce() {
        queue = new BatchQueue(new BatchRule(true, 8, Set.of(2, 4), DELAY, 9));
        InferenceRequest a = add(1);
        assertThat(poll()).isEmpty();
        InferenceRequest b = add(1);
        InferenceRequest c = add(1);
        assertThat(poll()).containsExactly(a, b);
        InferenceRequest d = add(1);
        InferenceRequest e = add(1);
        InferenceRequest f = add(1);
        InferenceRequest g = add(1);

        assertThat(poll()).containsExactly(c, d, e, f);
        assertThat(poll()).isEmpty();
        now += DELAY;
        assertThat(poll()).containsExactly(g);
    }

    @Test
    void whoHasWaitedForTheDelayTakesAllAlongAsTritonDoes() {
        queue = new BatchQueue(new BatchRule(true, 8, Set.of(2), DELAY, 9));
        InferenceRequest a = add(1);
        now += DELAY;
        InferenceRequest b = add(1);
        InferenceRequest c = add(1);

        assertThat(poll()).containsExactly(a, b, c);
    }

    @Test
    void withoutADelayWhateverWaitsGoesTogether() {
        queue = new BatchQueue(new BatchRule(true, 8, Set.of(8), 0, 9));
        InferenceRequest a = add(1);
        InferenceRequest b = add(2);

        assertThat(poll()).containsExactly(a, b);
    }

    @Test
    void withoutDynamicBatchingEachGoesAlone() {
        queue = new BatchQueue(new BatchRule(false, 8, Set.of(), 0, 9));
        InferenceRequest a = add(1);
        InferenceRequest b = add(1);

        assertThat(poll()).containsExactly(a);
        assertThat(poll()).containsExactly(b);
        assertThat(poll()).isEmpty();
    }

    @Test
    void nobodyIsWaitedForWhereThereIsNoPatience() {
        InferenceRequest a = add(1);
        InferenceRequest b = add(1);

        assertThat(queue.poll(now, false)).extracting(Arrival::request).containsExactly(a, b);
    }

    @Test
    void aRequestThatIsTakenOutIsNotComputed() {
        InferenceRequest gone = add(1);
        now += DELAY / 2;
        InferenceRequest stays = add(1);

        queue.remove(gone);
        now += DELAY / 2;

        assertThat(poll()).as("it waits for its own delay").isEmpty();
        now += DELAY / 2;
        assertThat(poll()).containsExactly(stays);
    }

    @Test
    void refusesMoreThanMayWait() {
        for (int i = 0; i < 5; i++) {
            add(1);
        }

        assertThat(queue.add(Requests.rows(1, 0), now)).isFalse();
        now += DELAY;
        assertThat(poll()).hasSize(5);
        add(1);
    }
}
