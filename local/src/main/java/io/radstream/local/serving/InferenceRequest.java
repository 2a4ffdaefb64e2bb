package io.radstream.local.serving;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One call's inputs, and the answer to come. Cancelled with its answer. */
final class InferenceRequest {

    private final List<TensorValue> inputs;
    private final Set<String> outputs;
    private final int rows;
    private final List<Shape> itemShapes;
    private final CompletableFuture<InferenceAnswer> answer = new CompletableFuture<>();

    /**
     * @param inputs all of the model's, in the model's order
     * @param outputs names of those that are wanted, in the order in which they are wanted
     * @param batching whether the inputs have a batch dimension
     */
    InferenceRequest(List<TensorValue> inputs, Set<String> outputs, boolean batching) {
        this.inputs = List.copyOf(inputs);
        this.outputs = outputs;
        this.rows = batching ? (int) inputs.get(0).shape().dim(0) : 1;
        this.itemShapes =
                inputs.stream()
                        .map(input -> batching ? input.shape().withoutRows() : input.shape())
                        .toList();
    }

    List<TensorValue> inputs() {
        return inputs;
    }

    Set<String> outputs() {
        return outputs;
    }

    /** Of the batch dimension; 1 where there is none. */
    int rows() {
        return rows;
    }

    /** Whether both have items of the same shapes, so that one batch can hold them. */
    boolean joins(InferenceRequest other) {
        return itemShapes.equals(other.itemShapes);
    }

    CompletableFuture<InferenceAnswer> answer() {
        return answer;
    }

    /** Whether there is nobody left who waits for it. */
    boolean isEnded() {
        return answer.isDone();
    }
}
