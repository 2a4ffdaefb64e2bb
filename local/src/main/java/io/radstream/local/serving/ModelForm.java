package io.radstream.local.serving;

import java.util.List;
import java.util.Optional;

/**
 * The tensors that a model takes and gives.
 *
 * @param maxBatchSize rows of one request and of one batch at most; 0: its tensors have no batch
 *     dimension
 */
record ModelForm(int maxBatchSize, List<TensorForm> inputs, List<TensorForm> outputs) {

    /** Whether tensors have a batch dimension. */
    boolean batching() {
        return maxBatchSize > 0;
    }

    Optional<TensorForm> output(String name) {
        return outputs.stream().filter(output -> output.name().equals(name)).findFirst();
    }
}
