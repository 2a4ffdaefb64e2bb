package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.InferBatchStatistics;
import io.radstream.inference.triton.protocol.InferStatistics;
import io.radstream.inference.triton.protocol.ModelStatistics;
import io.radstream.inference.triton.protocol.StatisticDuration;
import io.radstream.local.serving.BatchQueue.Arrival;
import io.radstream.local.serving.ModelSession.Computation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts and durations of one model version since it was loaded, as Triton defines them. */
final class Counters {

    private final Clock clock;
    private final Total success = new Total();
    private final Total fail = new Total();
    private final Total queue = new Total();
    private final Total computeInput = new Total();
    private final Total computeInfer = new Total();
    private final Total computeOutput = new Total();
    private final Map<Integer, BatchTotals> batches = new TreeMap<>();
    private long lastInferenceMs;
    private long rowsComputed;
    private long executions;

    Counters(Clock clock) {
        this.clock = clock;
    }

    /**
     * A batch was computed. Each request counts with the durations of its whole batch; bringing the
     * rows together is part of the input's, taking them apart of the output's.
     */
    synchronized void computed(
            List<Arrival> arrivals, int rows, long startedAt, long endedAt, Computation times) {
        long outputNanos = endedAt - startedAt - times.inputNanos() - times.inferNanos();
        for (Arrival arrival : arrivals) {
            success.add(endedAt - arrival.at());
            queue.add(startedAt - arrival.at());
            computeInput.add(times.inputNanos());
            computeInfer.add(times.inferNanos());
            computeOutput.add(outputNanos);
        }
        BatchTotals batch = batches.computeIfAbsent(rows, size -> new BatchTotals());
        batch.input.add(times.inputNanos());
        batch.infer.add(times.inferNanos());
        batch.output.add(outputNanos);
        lastInferenceMs = clock.millis();
        rowsComputed += rows;
        executions++;
    }

    /** A request failed, so long after its arrival. */
    synchronized void failed(long nanos) {
        fail.add(nanos);
        lastInferenceMs = clock.millis();
    }

    synchronized ModelStatistics statistics(String name, String version) {
        ModelStatistics.Builder statistics =
                ModelStatistics.newBuilder()
                        .setName(name)
                        .setVersion(version)
                        .setLastInference(lastInferenceMs)
                        .setInferenceCount(rowsComputed)
                        .setExecutionCount(executions)
                        .setInferenceStats(
                                InferStatistics.newBuilder()
                                        .setSuccess(success.message())
                                        .setFail(fail.message())
                                        .setQueue(queue.message())
                                        .setComputeInput(computeInput.message())
                                        .setComputeInfer(computeInfer.message())
                                        .setComputeOutput(computeOutput.message()));
        batches.forEach(
                (rows, totals) ->
                        statistics.addBatchStats(
                                InferBatchStatistics.newBuilder()
                                        .setBatchSize(rows)
                                        .setComputeInput(totals.input.message())
                                        .setComputeInfer(totals.infer.message())
                                        .setComputeOutput(totals.output.message())));
        return statistics.build();
    }

    private static final class BatchTotals {
        private final Total input = new Total();
        private final Total infer = new Total();
        private final Total output = new Total();
    }

    private static final class Total {
        private long count;
        private long nanos;

        private void add(long moreNanos) {
            count++;
            nanos += moreNanos;
        }

        private StatisticDuration message() {
            return StatisticDuration.newBuilder().setCount(count).setNs(nanos).build();
        }
    }
}
