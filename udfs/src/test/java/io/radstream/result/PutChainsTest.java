package io.radstream.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PutChainsTest {

    private final PutChains chains = new PutChains(4, true);
    private final List<String> begun = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> writes = new HashMap<>();

    private CompletableFuture<Void> append(String studyId, long order) {
        return append(chains, studyId, order);
    }

    private CompletableFuture<Void> append(PutChains to, String studyId, long order) {
        String name = studyId + '/' + order;
        return to.append(
                studyId,
                order,
                () -> {
                    begun.add(name);
                    return writes.computeIfAbsent(name, n -> new CompletableFuture<>());
                });
    }

    private void begin(String studyId, long order) {
        begin(chains, studyId, order);
    }

    private void begin(PutChains in, String studyId, long order) {
        CompletableFuture<Void> unused = append(in, studyId, order);
    }

    private void end(String name) {
        writes.get(name).complete(null);
    }

    @Test
    void beginsTheFirstAtOnce() {
        CompletableFuture<Void> written = append("S1", 1);

        assertThat(begun).containsExactly("S1/1");
        assertThat(written).isNotDone();
        end("S1/1");
        assertThat(written).isCompleted();
    }

    @Test
    void beginsANewerVersionWhenTheOlderHasEnded() {
        begin("S1", 1);
        CompletableFuture<Void> second = append("S1", 2);
        assertThat(begun).containsExactly("S1/1");

        end("S1/1");
        assertThat(begun).containsExactly("S1/1", "S1/2");
        assertThat(second).isNotDone();
    }

    @Test
    void letsNoStudyWaitForAnother() {
        begin("S1", 1);
        begin("S2", 1);

        assertThat(begun).containsExactly("S1/1", "S2/1");
    }

    @Test
    void writesAfterAFailureToo() {
        CompletableFuture<Void> first = append("S1", 1);
        begin("S1", 2);
        writes.get("S1/1").completeExceptionally(new IllegalStateException("of the test"));

        assertThat(first).isCompletedExceptionally();
        assertThat(begun).containsExactly("S1/1", "S1/2");
    }

    @Test
    void knowsWhatIsOvertaken() {
        begin("S1", 5);

        assertThat(chains.isOvertaken("S1", 4)).isTrue();
        assertThat(chains.isOvertaken("S1", 5)).isTrue();
        assertThat(chains.isOvertaken("S1", 6)).isFalse();
        assertThat(chains.isOvertaken("S2", 4)).isFalse();
        end("S1/5");
        assertThat(chains.isOvertaken("S1", 4)).as("after it was written").isTrue();
    }

    @Test
    void overlooksOvertakingWhereTheGuardIsOff() {
        PutChains unguarded = new PutChains(4, false);
        begin(unguarded, "S1", 5);

        assertThat(unguarded.isOvertaken("S1", 4)).isFalse();
    }

    @Test
    void forgetsTheStudiesLongestUnusedBeyondItsBound() {
        for (int i = 1; i <= 5; i++) {
            begin("S" + i, 1);
            end("S" + i + "/1");
        }

        assertThat(chains.size()).isEqualTo(4);
        assertThat(chains.isOvertaken("S1", 1)).isFalse();
        assertThat(chains.isOvertaken("S2", 1)).isTrue();
    }

    /** One write that hangs was enough to keep every later study in memory. */
    @Test
    void forgetsBehindAWriteThatHangs() {
        begin("hangs", 1);
        for (int i = 1; i <= 100; i++) {
            begin("S" + i, 1);
            end("S" + i + "/1");
        }

        assertThat(chains.size()).isEqualTo(4);
        begin("hangs", 2);
        assertThat(begun).as("chained to the one that hangs").doesNotContain("hangs/2");
    }

    @Test
    void forgetsNoneThatIsBeingWritten() {
        for (int i = 1; i <= 10; i++) {
            begin("S" + i, 1);
        }
        assertThat(chains.size()).isEqualTo(10);
        for (int i = 1; i <= 10; i++) {
            end("S" + i + "/1");
        }

        begin("S11", 1);
        assertThat(chains.size()).as("once they have ended").isEqualTo(4);
    }

    @Test
    void fallsBackOnTheCallerWhereAWriteCannotEvenBegin() {
        assertThatThrownBy(
                        () ->
                                chains.append(
                                        "S1",
                                        1,
                                        () -> {
                                            throw new IllegalStateException("of the test");
                                        }))
                .hasMessage("of the test");
        begin("S1", 1);
        assertThat(begun).containsExactly("S1/1");
    }

    /** A version of a study is to be written, or the oldest write of a study ends. */
    record Act(String studyId, boolean appends) {}

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(Arbitraries.of("A", "B", "C"), Arbitraries.of(true, false))
                .as(Act::new)
                .list()
                .ofMaxSize(40);
    }

    /** At any time at most one write of a study is under way, and they begin in order. */
    @Property
    void keepsTheOrderOfEachStudy(@ForAll("acts") List<Act> acts) {
        PutChains many = new PutChains(2, true);
        Map<String, List<CompletableFuture<Void>>> underWay = new HashMap<>();
        Map<String, List<Long>> started = new HashMap<>();
        Map<String, Long> appended = new HashMap<>();
        for (Act act : acts) {
            String id = act.studyId();
            List<CompletableFuture<Void>> open =
                    underWay.computeIfAbsent(id, key -> new ArrayList<>());
            if (act.appends()) {
                long order = appended.merge(id, 1L, Long::sum);
                CompletableFuture<Void> unused =
                        many.append(
                                id,
                                order,
                                () -> {
                                    CompletableFuture<Void> write = new CompletableFuture<>();
                                    open.add(write);
                                    started.computeIfAbsent(id, key -> new ArrayList<>())
                                            .add(order);
                                    return write;
                                });
            } else if (!open.isEmpty()) {
                open.remove(0).complete(null);
            }
            assertThat(open).hasSizeLessThanOrEqualTo(1);
        }
        for (List<CompletableFuture<Void>> open : underWay.values()) {
            while (!open.isEmpty()) {
                open.remove(0).complete(null);
            }
        }
        started.forEach(
                (id, orders) -> {
                    assertThat(orders).isSorted().hasSize(appended.get(id).intValue());
                });
    }
}
