package io.radstream.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server says of a model: its version, its tensors and the parameters of its configuration.
 */
public final class ModelSignature {

    private final String name;
    private final String version;
    private final boolean batching;
    private final List<TensorSpec> inputs;
    private final Map<String, String> parameters;

    /**
     * @param version the one that answers a call that names none
     * @param batching whether tensors have a batch dimension in front of their declared shape
     * @param parameters of the model's configuration: {@code digest}, {@code preprocessing} and
     *     {@code labels} are read
     */
    public ModelSignature(
            String name,
            String version,
            boolean batching,
            List<TensorSpec> inputs,
            Map<String, String> parameters) {
        this.name = name;
        this.version = version;
        this.batching = batching;
        this.inputs = List.copyOf(inputs);
        this.parameters = Map.copyOf(parameters);
    }

    public String name() {
        return name;
    }

    public String version() {
        return version;
    }

    public boolean batching() {
        return batching;
    }

    public List<TensorSpec> inputs() {
        return inputs;
    }

    /** The input of this name, if the model has one. */
    Optional<TensorSpec> input(String inputName) {
        return inputs.stream().filter(input -> input.name().equals(inputName)).findFirst();
    }

    /**
     * Digest of the model's file, such as {@code sha256:…}; empty where the configuration states
     * none.
     */
    public String digest() {
        return parameters.getOrDefault("digest", "");
    }

    /** The configuration's parameter of this name, if it has one. */
    Optional<String> parameter(String parameterName) {
        return Optional.ofNullable(parameters.get(parameterName));
    }

    /** The shape on the wire of one item of this declared shape. */
    long[] wireShape(long[] itemShape) {
        if (!batching) {
            return itemShape;
        }
        long[] shape = new long[itemShape.length + 1];
        shape[0] = 1;
        System.arraycopy(itemShape, 0, shape, 1, itemShape.length);
        return shape;
    }
}
