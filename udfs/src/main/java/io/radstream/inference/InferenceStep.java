package io.radstream.inference;

import io.radstream.record.DescribedStudy;
import io.radstream.record.MetricNames;
import io.radstream.record.StageLog;
import io.radstream.record.Verdict;
import io.radstream.record.Verdicts;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectStores;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * Described studies in; for each a verdict: its result, or why it ended. What waits in here is a
 * reference of about a kilobyte; an image lives in memory only while {@link Admission} lets it, and
 * in no checkpoint.
 */
public final class InferenceStep extends RichAsyncFunction<DescribedStudy, Verdict> {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "inference";

    private final ObjectStores images;
    private final InferenceClients clients;
    private final ModelNames names;
    private final InferenceLimits limits;
    private final Clock clock;
    private transient Admission admission;
    private transient ExecutorService threads;
    private transient ObjectStore store;
    private transient InferenceClient client;
    private transient StudyInference inference;

    /**
     * @param images where the images are; must retry what passes
     * @param clients must retry what passes
     * @param clock serializable
     */
    public InferenceStep(
            ObjectStores images,
            InferenceClients clients,
            ModelNames names,
            InferenceLimits limits,
            Clock clock) {
        this.images = images;
        this.clients = clients;
        this.names = names;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = MetricNames.in(getRuntimeContext().getMetricGroup());
        Counter storeRetries =
                metrics.counter(MetricNames.STORE_RETRIES, new ThreadSafeSimpleCounter());
        threads =
                Executors.newFixedThreadPool(
                        limits.threads(), new ExecutorThreadFactory("radstream-image"));
        store = images.open(storeRetries::inc);
        client = clients.open(new InferenceMetrics(metrics));
        admission = new Admission(limits);
        metrics.gauge(MetricNames.STUDIES_IN_FLIGHT, (Gauge<Long>) admission::inFlight);
        metrics.gauge(MetricNames.STUDIES_WAITING, (Gauge<Integer>) admission::waiting);
        inference =
                new StudyInference(
                        store,
                        client,
                        names,
                        admission,
                        new Preparation(admission, threads),
                        clock);
    }

    @Override
    public void close() {
        if (admission != null) {
            admission.close();
        }
        if (client != null) {
            client.close();
        }
        if (store != null) {
            store.close();
        }
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @Override
    public void asyncInvoke(DescribedStudy study, ResultFuture<Verdict> answer) {
        StageLog log = new StageLog(study.getStudy(), study.getTimeline(), NAME, clock);
        Verdicts.answer(inference.infer(study, log), answer);
    }
}
