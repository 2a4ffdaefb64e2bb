package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.ModelStatistics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One version of a model with its waiting line and its workers. */
final class ServedVersion {

    private final LoadedModel model;
    private final WaitingLine line;
    private final Counters counters = new Counters(Clock.systemUTC());
    private final RequestReader reader;
    private final List<Thread> workers = new ArrayList<>();

    private ServedVersion(LoadedModel model, WaitingLine line) {
        this.model = model;
        this.line = line;
        this.reader = new RequestReader(model.name(), model.form());
    }

    /**
     * Starts as many workers as the model has instances.
     *
     * @param mostWaiting requests that wait at once, where the model's configuration says nothing
     */
    static ServedVersion start(LoadedModel model, int mostWaiting) {
        LongSupplier nanoClock = System::nanoTime;
        WaitingLine line = new WaitingLine(BatchRule.of(model.config(), mostWaiting), nanoClock);
        ServedVersion served = new ServedVersion(model, line);
        for (int i = 0; i < model.instances(); i++) {
            Thread worker =
                    new Thread(
                            new BatchWorker(
                                    model.title(),
                                    model.form(),
                                    line,
                                    model.session(),
                                    served.counters,
                                    nanoClock),
                            "radstream-model-" + model.name() + "-" + model.version() + "-" + i);
            worker.setDaemon(true);
            worker.start();
            served.workers.add(worker);
        }
        return served;
    }

    LoadedModel model() {
        return model;
    }

    String version() {
        return Long.toString(model.version());
    }

    /** Holds calls against what the model declares. */
    RequestReader reader() {
        return reader;
    }

    /**
     * Lines a request up; its answer comes, or its failure.
     *
     * @throws io.grpc.StatusRuntimeException UNAVAILABLE where too many wait or the server stops
     */
    void submit(InferenceRequest request) {
        switch (line.enter(request)) {
            case FULL -> throw Refusals.queueFull(model.name());
            case CLOSED -> throw Refusals.stopping();
            case WAITS -> {}
        }
    }

    /** Forgets a request that nobody waits for any more, if it is not being computed yet. */
    void forget(InferenceRequest request) {
        line.leave(request);
    }

    /** Requests that wait for a worker. */
    int waiting() {
        return line.size();
    }

    ModelStatistics statistics() {
        return counters.statistics(model.name(), version());
    }

    /** Takes nothing on any more; what has been taken on is computed. */
    void stop() {
        line.close();
    }

    /**
     * Ends the workers, whatever they compute, and frees the model. A worker that does not end in
     * time keeps the model in memory: to free it would crash the process.
     *
     * @param patience for each worker
     */
    void end(Duration patience) throws InterruptedException {
        line.close();
        model.session().terminate();
        boolean ended = true;
        for (Thread worker : workers) {
            worker.join(TimeUnit.NANOSECONDS.toMillis(patience.toNanos()));
            ended &= !worker.isAlive();
        }
        if (ended) {
            model.session().close();
        }
    }
}
