package io.radstream.sidecar;

import io.radstream.record.DescribedStudy;
import io.radstream.record.Metadata;
import io.radstream.record.MetricNames;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.Study;
import io.radstream.record.Verdict;
import io.radstream.record.Verdicts;
import io.radstream.storage.ObjectException;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectStores;
import io.radstream.storage.ObjectTooLargeException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.util.ExceptionUtils;

/**
 * Paired studies in; for each a verdict: its sidecar's metadata, or why it ended. The only code
 * that sees a patient's id, which no exception, log or record of it holds.
 */
public final class SidecarStep extends RichAsyncFunction<PairedStudy, Verdict> {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "sidecar";

    private final ObjectStores stores;
    private final PseudonymKeys keys;
    private final SidecarLimits limits;
    private final Clock clock;
    private transient ObjectStore store;
    private transient SidecarParser parser;
    private transient SidecarValidator validator;

    /**
     * @param stores where the sidecars are; must retry what passes
     * @param clock serializable
     */
    public SidecarStep(ObjectStores stores, PseudonymKeys keys, SidecarLimits limits, Clock clock) {
        this.stores = stores;
        this.keys = keys;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        parser = new SidecarParser();
        validator = new SidecarValidator(limits, new Pseudonymizer(keys.read()), clock);
        Counter retries =
                MetricNames.in(getRuntimeContext().getMetricGroup())
                        .counter(MetricNames.STORE_RETRIES, new ThreadSafeSimpleCounter());
        store = stores.open(retries::inc);
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    public void asyncInvoke(PairedStudy paired, ResultFuture<Verdict> answer) {
        StageLog log = new StageLog(paired.getStudy(), paired.getTimeline(), NAME, clock);
        ObjectRef sidecar = paired.getStudy().getSidecar();
        Verdicts.answer(
                fetch(sidecar)
                        .handle(
                                (content, failure) ->
                                        verdict(paired.getStudy(), log, content, failure)),
                answer);
    }

    private CompletableFuture<byte[]> fetch(ObjectRef sidecar) {
        return sidecar.getSizeBytes() > SidecarLimits.MOST_BYTES
                ? CompletableFuture.failedFuture(
                        new ObjectTooLargeException(
                                SidecarLimits.MOST_BYTES, sidecar.getSizeBytes()))
                : store.get(sidecar, SidecarLimits.MOST_BYTES);
    }

    private Verdict verdict(Study study, StageLog log, byte[] content, Throwable failure) {
        if (failure != null) {
            return unreadable(log, failure);
        }
        log.succeeded(Stage.fetch_sidecar);
        try {
            Metadata metadata = validator.validate(parser.parse(content), study.getStudyId());
            log.succeeded(Stage.validate_metadata);
            return log.passed(new DescribedStudy(study, metadata, null, log.timeline()));
        } catch (SidecarRejectedException e) {
            return log.ended(log.rejected(Stage.validate_metadata, e.code(), e.getMessage(), 1));
        }
    }

    private static Verdict unreadable(StageLog log, Throwable failure) {
        Throwable cause = ExceptionUtils.stripCompletionException(failure);
        if (!(cause instanceof ObjectException)) {
            throw new CompletionException(cause);
        }
        RejectCode code =
                cause instanceof ObjectTooLargeException
                        ? RejectCode.sidecar_malformed
                        : ((ObjectException) cause).code();
        return log.ended(log.rejected(Stage.fetch_sidecar, code, cause.getMessage(), 1));
    }
}
