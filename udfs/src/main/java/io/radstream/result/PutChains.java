package io.radstream.result;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Chains the writes of one study, so that its versions are written in order, and refuses one that
 * comes after a newer: a restored async queue gives its elements back in no order. Called by one
 * thread.
 */
final class PutChains {

    private final int mostRemembered;
    private final boolean guardOvertaking;
    private final Map<String, Chain> chains;

    /**
     * @param mostRemembered studies to remember; more than can be in flight at once
     * @param guardOvertaking as {@link OvertakingGuard} has it
     */
    PutChains(int mostRemembered, boolean guardOvertaking) {
        this.mostRemembered = mostRemembered;
        this.guardOvertaking = guardOvertaking;
        this.chains = new LinkedHashMap<>(16, 0.75f, true);
    }

    private static final class Chain {
        private final long order;
        private final CompletableFuture<Void> tail;

        Chain(long order, CompletableFuture<Void> tail) {
            this.order = order;
            this.tail = tail;
        }
    }

    /** Whether a version of the study that is as new, or newer, has been begun here. */
    boolean isOvertaken(String studyId, long order) {
        Chain chain = chains.get(studyId);
        return guardOvertaking && chain != null && chain.order >= order;
    }

    /** Begins this write once the study's earlier ones have ended, well or not. */
    CompletableFuture<Void> append(
            String studyId, long order, Supplier<CompletableFuture<Void>> write) {
        Chain before = chains.get(studyId);
        CompletableFuture<Void> written =
                before == null
                        ? write.get()
                        : before.tail
                                .handle((done, failure) -> null)
                                .thenCompose(ignored -> write.get());
        chains.put(studyId, new Chain(order, written));
        forgetOldest();
        return written;
    }

    /** How many studies are remembered. */
    int size() {
        return chains.size();
    }

    /** From the longest unused; those that are being written have to stay. */
    private void forgetOldest() {
        Iterator<Chain> oldestFirst = chains.values().iterator();
        while (chains.size() > mostRemembered && oldestFirst.hasNext()) {
            if (oldestFirst.next().tail.isDone()) {
                oldestFirst.remove();
            }
        }
    }
}
