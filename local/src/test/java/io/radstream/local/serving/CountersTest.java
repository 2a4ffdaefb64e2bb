package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.inference.triton.protocol.InferBatchStatistics;
import io.radstream.inference.triton.protocol.InferStatistics;
import io.radstream.inference.triton.protocol.ModelStatistics;
import io.radstream.inference.triton.protocol.StatisticDuration;
import io.radstream.local.serving.BatchQueue.Arrival;
import io.radstream.local.serving.ModelSession.Computation;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CountersTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final Counters counters = new Counters(Clock.fixed(NOW, ZoneOffset.UTC));

    private static StatisticDuration duration(long count, long nanos) {
        return StatisticDuration.newBuilder().setCount(count).setNs(nanos).build();
    }

    @Test
    void countsNothingBeforeTheFirstRequest() {
        assertThat(counters.statistics("m", "2"))
                .isEqualTo(
                        ModelStatistics.newBuilder()
                                .setName("m")
                                .setVersion("2")
                                .setInferenceStats(
                                        InferStatistics.newBuilder()
                                                .setSuccess(duration(0, 0))
                                                .setFail(duration(0, 0))
                                                .setQueue(duration(0, 0))
                                                .setComputeInput(duration(0, 0))
                                                .setComputeInfer(duration(0, 0))
                                                .setComputeOutput(duration(0, 0)))
                                .build());
    }

    @Test
    void countsRequestsRowsAndExecutions() {
        List<Arrival> arrivals =
                List.of(
                        new Arrival(Requests.rows(1, 0), 100),
                        new Arrival(Requests.rows(2, 0), 150));
        counters.computed(arrivals, 3, 200, 300, new Computation(List.of(), 10, 60, 5));
        counters.failed(40);

        ModelStatistics statistics = counters.statistics("m", "2");

        assertThat(statistics.getLastInference()).isEqualTo(NOW.toEpochMilli());
        assertThat(statistics.getInferenceCount()).isEqualTo(3);
        assertThat(statistics.getExecutionCount()).isEqualTo(1);
        assertThat(statistics.getInferenceStats())
                .isEqualTo(
                        InferStatistics.newBuilder()
                                .setSuccess(duration(2, 200 + 150))
                                .setFail(duration(1, 40))
                                .setQueue(duration(2, 100 + 50))
                                .setComputeInput(duration(2, 2 * 10))
                                .setComputeInfer(duration(2, 2 * 60))
                                .setComputeOutput(duration(2, 2 * 30))
                                .build());
        assertThat(statistics.getBatchStatsList())
                .containsExactly(
                        InferBatchStatistics.newBuilder()
                                .setBatchSize(3)
                                .setComputeInput(duration(1, 10))
                                .setComputeInfer(duration(1, 60))
                                .setComputeOutput(duration(1, 30))
                                .build());
    }
}
