package io.radstream.result;

import io.radstream.record.MetricNames;
import io.radstream.record.PublishedResult;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.StudyResult;
import io.radstream.record.Verdict;
import io.radstream.record.Verdicts;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectStores;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Results in; each is written as one object, and goes on as published. Writing it again, as after a
 * restore, changes nothing. A result that cannot be written fails the job: it restarts from its
 * checkpoint and tries again.
 */
public final class StoreStep extends RichAsyncFunction<StudyResult, Verdict>
        implements CheckpointListener {

    static final String NAME = "store";

    private static final long serialVersionUID = 1L;

    private final ObjectStores stores;
    private final ResultDocument document;
    private final int capacity;
    private final boolean guardOvertaking;
    private final Clock clock;
    private transient ObjectStore store;
    private transient PutChains chains;
    private transient Counter stored;
    private transient volatile long checkpointedMs;

    /**
     * @param stores where results go; must retry what passes, and give up in the end
     * @param capacity how many results can be in flight at once
     * @param guardOvertaking as {@link OvertakingGuard} has it
     * @param clock serializable
     */
    public StoreStep(
            ObjectStores stores,
            ResultDocument document,
            int capacity,
            boolean guardOvertaking,
            Clock clock) {
        this.stores = stores;
        this.document = document;
        this.capacity = capacity;
        this.guardOvertaking = guardOvertaking;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        Counter retries = counter(MetricNames.STORE_RETRIES);
        store = stores.open(retries::inc);
        chains = new PutChains(2 * capacity, guardOvertaking);
        stored = counter(MetricNames.RESULTS_STORED);
        checkpointedMs = clock.millis();
        MetricNames.in(getRuntimeContext().getMetricGroup())
                .gauge(
                        MetricNames.CHECKPOINT_AGE_MS,
                        (Gauge<Long>) () -> clock.millis() - checkpointedMs);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointedMs = clock.millis();
    }

    private Counter counter(String name) {
        return MetricNames.in(getRuntimeContext().getMetricGroup())
                .counter(name, new ThreadSafeSimpleCounter());
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    public void asyncInvoke(StudyResult result, ResultFuture<Verdict> answer) {
        Verdicts.answer(store(result), answer);
    }

    private CompletableFuture<Verdict> store(StudyResult result) {
        String studyId = result.getStudy().getStudyId();
        long order = result.getStudy().getVersionOrder();
        StageLog log = new StageLog(result.getStudy(), result.getTimeline(), NAME, clock);
        if (chains.isOvertaken(studyId, order)) {
            return CompletableFuture.completedFuture(
                    log.ended(
                            log.rejected(
                                    Stage.store_results,
                                    RejectCode.superseded,
                                    OvertakingGuard.OVERTAKEN,
                                    1)));
        }
        String key = ResultKeys.of(result.getStudy());
        byte[] content = document.bytes(result);
        return chains.append(studyId, order, () -> store.put(key, content))
                .thenApply(written -> published(result, key, log));
    }

    private Verdict published(StudyResult result, String key, StageLog log) {
        stored.inc();
        log.succeeded(Stage.store_results);
        double endToEndMs = log.finished();
        return log.passed(
                new PublishedResult(
                        result, key, clock.instant().truncatedTo(ChronoUnit.MILLIS), endToEndMs));
    }
}
