package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelDynamicBatching;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How requests may be computed together.
 *
 * @param joins whether they may at all
 * @param maxRows of one batch
 * @param preferredRows sizes that are not waited on for more
 * @param longestDelayNanos that the oldest request waits for others
 * @param mostWaiting requests that wait at once
 */
record BatchRule(
        boolean joins,
        int maxRows,
        Set<Integer> preferredRows,
        long longestDelayNanos,
        long mostWaiting) {

    /**
     * As a model's configuration has it.
     *
     * @param mostWaiting where it tells nothing
     */
    static BatchRule of(ModelConfig config, int mostWaiting) {
        ModelDynamicBatching batching = config.getDynamicBatching();
        long configured =
                Integer.toUnsignedLong(batching.getDefaultQueuePolicy().getMaxQueueSize());
        return new BatchRule(
                config.hasDynamicBatching() && config.getMaxBatchSize() > 0,
                Math.max(1, config.getMaxBatchSize()),
                Set.copyOf(batching.getPreferredBatchSizeList()),
                TimeUnit.MICROSECONDS.toNanos(batching.getMaxQueueDelayMicroseconds()),
                configured == 0 ? mostWaiting : configured);
    }
}
