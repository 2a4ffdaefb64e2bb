package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.inference.PermitPool.Permit;
import io.radstream.record.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked for and given back, in any order, the pool does as the plainest model does. */
final class PermitPoolProperties {

    private static final long CAPACITY = 20;

    /** One step of a user: asks for an amount, or gives back one of those that are held. */
    record Act(boolean asks, long amount, Priority priority, int which) {}

    private record Asked(int number, Act act, CompletableFuture<Permit> permit) {}

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.longs().between(0, CAPACITY),
                        Arbitraries.of(Priority.class),
                        Arbitraries.integers().between(0, 1000))
                .as(Act::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void grantsTheFirstInOrderAsSoonAsThereIsEnough(@ForAll("acts") List<Act> acts) {
        PermitPool pool = new PermitPool(CAPACITY);
        List<Asked> waiting = new ArrayList<>();
        List<Asked> held = new ArrayList<>();
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            if (act.asks()) {
                waiting.add(new Asked(i, act, pool.acquire(act.amount(), act.priority())));
            } else if (!held.isEmpty()) {
                held.remove(act.which() % held.size()).permit().join().close();
            }
            move(waiting, held);
            agrees(pool, waiting, held);
        }
        while (!held.isEmpty()) {
            held.remove(0).permit().join().close();
            move(waiting, held);
            agrees(pool, waiting, held);
        }
        assertThat(waiting).as("waiting while nobody holds").isEmpty();
        assertThat(pool.inUse()).isZero();
    }

    /** The model: stat first, then in order; a claim that does not fit holds the others back. */
    private static void move(List<Asked> waiting, List<Asked> held) {
        waiting.sort(
                Comparator.comparing((Asked asked) -> asked.act().priority() != Priority.stat)
                        .thenComparing(Asked::number));
        while (!waiting.isEmpty() && sum(held) + waiting.get(0).act().amount() <= CAPACITY) {
            held.add(waiting.remove(0));
        }
    }

    private static void agrees(PermitPool pool, List<Asked> waiting, List<Asked> held) {
        assertThat(held).allMatch(asked -> asked.permit().isDone());
        assertThat(waiting).noneMatch(asked -> asked.permit().isDone());
        assertThat(pool.inUse()).isEqualTo(sum(held)).isLessThanOrEqualTo(CAPACITY);
        assertThat(pool.waiting()).isEqualTo(waiting.size());
    }

    private static long sum(List<Asked> held) {
        return held.stream().mapToLong(asked -> asked.act().amount()).sum();
    }
}
