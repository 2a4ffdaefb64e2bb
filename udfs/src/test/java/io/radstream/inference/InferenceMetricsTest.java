package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.MetricNames;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

final class InferenceMetricsTest {

    /** Keeps what is registered. */
    private static final class Registered extends UnregisteredMetricsGroup {

        private final Map<String, Counter> counters = new HashMap<>();
        private final Map<String, Gauge<?>> gauges = new HashMap<>();

        @Override
        public <C extends Counter> C counter(String name, C counter) {
            counters.put(name, counter);
            return counter;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
        }
    }

    private final Registered registered = new Registered();
    private final InferenceMetrics metrics = new InferenceMetrics(registered);

    private Object breakersOpen() {
        return registered.gauges.get(MetricNames.BREAKERS_OPEN).getValue();
    }

    @Test
    void countsRetries() {
        metrics.retrying("a");
        metrics.retrying("b");

        assertThat(registered.counters.get(MetricNames.MODEL_RETRIES).getCount()).isEqualTo(2);
    }

    /** The way to see an outage while it lasts: rows are written when it is over. */
    @Test
    void tellsHowManyModelsAreAway() {
        assertThat(breakersOpen()).isEqualTo(0);
        metrics.opened("a", "came UNAVAILABLE");
        metrics.opened("b", "came UNAVAILABLE");
        assertThat(breakersOpen()).isEqualTo(2);
        metrics.closed("a");
        assertThat(breakersOpen()).isEqualTo(1);
        metrics.closed("b");
        assertThat(breakersOpen()).isEqualTo(0);
    }
}
