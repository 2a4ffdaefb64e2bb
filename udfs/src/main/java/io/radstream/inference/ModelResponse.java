package io.radstream.inference;

import io.radstream.record.ModelUse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A model's answer to one call. */
public final class ModelResponse {

    private final ModelUse model;
    private final List<Tensor> outputs;
    private final int attempts;
    private final OptionalDouble queueMs;
    private final OptionalDouble computeMs;

    /**
     * @param model which model answered
     * @param attempts how often it was asked
     * @param queueMs the server's own time in its queue, where it tells
     * @param computeMs the server's own time of computing, where it tells
     */
    public ModelResponse(
            ModelUse model,
            List<Tensor> outputs,
            int attempts,
            OptionalDouble queueMs,
            OptionalDouble computeMs) {
        this.model = model;
        this.outputs = List.copyOf(outputs);
        this.attempts = attempts;
        this.queueMs = queueMs;
        this.computeMs = computeMs;
    }

    public ModelUse model() {
        return model;
    }

    /** The output of this name, if there is one. */
    Optional<Tensor> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }

    public int attempts() {
        return attempts;
    }

    /** The server's own times as a JSON object; null where it tells none. */
    String serverTimesJson() {
        if (queueMs.isEmpty() && computeMs.isEmpty()) {
            return null;
        }
        return "{\"server_queue_ms\":"
                + queueMs.orElse(0)
                + ",\"server_compute_ms\":"
                + computeMs.orElse(0)
                + '}';
    }

    /** The same answer, got with so many attempts. */
    public ModelResponse withAttempts(int newAttempts) {
        return new ModelResponse(model, outputs, newAttempts, queueMs, computeMs);
    }

    /** The same answer, from a model of this digest. */
    public ModelResponse withDigest(String digest) {
        ModelUse use = new ModelUse(model.getName(), model.getVersion(), digest, model.getArm());
        return new ModelResponse(use, outputs, attempts, queueMs, computeMs);
    }
}
