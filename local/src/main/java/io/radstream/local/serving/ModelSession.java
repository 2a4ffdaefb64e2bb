package io.radstream.local.serving;

import java.util.List;
import java.util.Set;

/** A loaded model that computes. Safe for many threads at once. */
interface ModelSession extends AutoCloseable {

    /**
     * Computes; blocks meanwhile.
     *
     * @param inputs all of the model's
     * @param outputs names of those that are wanted
     * @throws ComputationException where the model failed on these inputs
     */
    Computation compute(List<JoinedTensor> inputs, Set<String> outputs) throws ComputationException;

    /** Makes what is being computed end soon, with an exception; and all that comes after. */
    void terminate();

    /** Not to be called while it computes. */
    @Override
    void close();

    /**
     * A tensor whose content is that of several tensors, one behind the other.
     *
     * @param shape of the whole
     */
    record JoinedTensor(String name, TensorType type, Shape shape, List<Elements> parts) {}

    /** What came out, and how long it took to bring the inputs in, to compute, to take it out. */
    record Computation(
            List<TensorValue> outputs, long inputNanos, long inferNanos, long outputNanos) {}
}
