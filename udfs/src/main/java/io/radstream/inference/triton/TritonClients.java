package io.radstream.inference.triton;

import io.radstream.inference.InferenceClient;
import io.radstream.inference.InferenceClients;
import io.radstream.inference.InferenceEvents;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * Clients of one model server or a group of them, which speak KServe v2 over gRPC. From the inside
 * out: one call with a deadline, a breaker a model, retries, remembered descriptions, waiting for a
 * model that is away.
 */
public final class TritonClients implements InferenceClients {

    private static final long serialVersionUID = 1L;

    private final String target;
    private final Duration deadline;
    private final int mostAttempts;

    /**
     * @param target {@code host:port}; a name with several addresses spreads the calls over them
     * @param deadline of each call
     * @param mostAttempts failures of one study's call, outages not counted, that end the study; at
     *     least 4
     */
    public TritonClients(String target, Duration deadline, int mostAttempts) {
        this.target = target;
        this.deadline = deadline;
        this.mostAttempts = mostAttempts;
    }

    @Override
    public InferenceClient open(InferenceEvents events) {
        ScheduledExecutorService scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        new ExecutorThreadFactory("radstream-model-retries"));
        InferenceClient calls = new GrpcInferenceClient(Channels.open(target, deadline));
        BreakingClient breaking = new BreakingClient(calls, scheduler, events);
        InferenceClient retrying = new RetryingClient(breaking, mostAttempts, scheduler, events);
        InferenceClient remembering = new SignatureCache(retrying);
        return new ScheduledClient(new WaitingClient(remembering, breaking), scheduler);
    }
}
