package io.radstream.inference;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;

/** One call of one model, for one item. */
public final class ModelRequest {

    private static final int BYTES_LENGTH_PREFIX = 4;

    private final ModelSignature model;
    private final List<Tensor> inputs;

    /** The inputs are those that the signature declares. */
    public ModelRequest(ModelSignature model, List<Tensor> inputs) {
        this.model = model;
        this.inputs = List.copyOf(inputs);
    }

    /** The model as it was when the inputs were made. */
    public ModelSignature model() {
        return model;
    }

    public List<Tensor> inputs() {
        return inputs;
    }

    /**
     * The same call with zeros, or empty texts, for inputs: a question that a healthy model
     * answers, whatever is wrong with this call's own inputs.
     */
    public ModelRequest neutral() {
        return new ModelRequest(
                model, inputs.stream().map(ModelRequest::zeros).collect(Collectors.toList()));
    }

    private static Tensor zeros(Tensor tensor) {
        int bytes =
                tensor.datatype().equals("BYTES")
                        ? BYTES_LENGTH_PREFIX
                        : tensor.content().remaining();
        return new Tensor(
                tensor.name(), tensor.datatype(), tensor.shape(), ByteBuffer.allocate(bytes));
    }
}
