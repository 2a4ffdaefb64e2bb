package io.radstream.local.serving;

import io.radstream.local.serving.BatchQueue.Arrival;
import io.radstream.local.serving.ModelSession.Computation;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes one batch after the other, until the line is closed and empty. Where a batch fails, its
 * requests are computed one by one: the fault of one is not the others'.
 */
final class BatchWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWorker.class);

    private final String model;
    private final ModelForm form;
    private final WaitingLine line;
    private final ModelSession session;
    private final Counters counters;
    private final LongSupplier nanoClock;

    /**
     * @param model as it is called in the log
     * @param nanoClock the same as the line's
     */
    BatchWorker(
            String model,
            ModelForm form,
            WaitingLine line,
            ModelSession session,
            Counters counters,
            LongSupplier nanoClock) {
        this.model = model;
        this.form = form;
        this.line = line;
        this.session = session;
        this.counters = counters;
        this.nanoClock = nanoClock;
    }

    @Override
    public void run() {
        try {
            for (List<Arrival> batch = line.next(); !batch.isEmpty(); batch = line.next()) {
                List<Arrival> wanted =
                        batch.stream().filter(arrival -> !arrival.request().isEnded()).toList();
                if (!wanted.isEmpty()) {
                    compute(wanted);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compute(List<Arrival> arrivals) {
        long startedAt = nanoClock.getAsLong();
        Batch batch = new Batch(form, arrivals.stream().map(Arrival::request).toList());
        try {
            Computation computation = session.compute(batch.inputs(), batch.outputs());
            List<List<TensorValue>> shares = batch.split(computation.outputs());
            long endedAt = nanoClock.getAsLong();
            counters.computed(arrivals, batch.rows(), startedAt, endedAt, computation);
            for (int i = 0; i < arrivals.size(); i++) {
                Arrival arrival = arrivals.get(i);
                arrival.request()
                        .answer()
                        .complete(
                                new InferenceAnswer(
                                        shares.get(i),
                                        startedAt - arrival.at(),
                                        endedAt - startedAt));
            }
        } catch (ComputationException | RuntimeException | OutOfMemoryError e) {
            if (arrivals.size() > 1) {
                arrivals.forEach(arrival -> compute(List.of(arrival)));
            } else {
                fail(arrivals.get(0), e);
            }
        }
    }

    private void fail(Arrival arrival, Throwable failure) {
        // Its message may quote the input: the caller gets it, the log does not.
        LOG.warn("{}: a computation failed with {}", model, failure.getClass().getSimpleName());
        counters.failed(nanoClock.getAsLong() - arrival.at());
        arrival.request()
                .answer()
                .completeExceptionally(
                        failure instanceof ComputationException
                                ? failure
                                : new ComputationException(failure.toString(), failure));
    }
}
