package io.radstream.inference;

import io.radstream.record.MetricNames;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the client goes through, as metrics and in the log. */
final class InferenceMetrics implements InferenceEvents {

    private static final Logger LOG = LoggerFactory.getLogger(InferenceMetrics.class);

    private final Counter retries;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    InferenceMetrics(MetricGroup metrics) {
        retries = metrics.counter(MetricNames.MODEL_RETRIES, new ThreadSafeSimpleCounter());
        metrics.gauge(MetricNames.BREAKERS_OPEN, (Gauge<Integer>) open::size);
    }

    @Override
    public void retrying(String model) {
        retries.inc();
    }

    @Override
    public void opened(String model, String reason) {
        open.add(model);
        LOG.warn("{} is away, studies wait for it and none is rejected: {}", model, reason);
    }

    @Override
    public void closed(String model) {
        open.remove(model);
        LOG.info("{} is back, studies go on", model);
    }
}
