package io.radstream.local.serving;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import io.radstream.inference.triton.protocol.DataType;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelInput;
import io.radstream.inference.triton.protocol.ModelOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Holds the tensors of a configuration against those of the ONNX file. A configuration without
 * inputs, or without outputs, gets the file's.
 */
final class ModelTensors {

    private final ModelConfig config;
    private final boolean batching;
    private final List<String> problems = new ArrayList<>();

    private ModelTensors(ModelConfig config) {
        this.config = config;
        this.batching = config.getMaxBatchSize() > 0;
    }

    /**
     * The tensors that are served.
     *
     * @throws InvalidModelException with every tensor that does not fit
     */
    static ModelForm form(
            ModelConfig config, Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs)
            throws InvalidModelException {
        ModelTensors tensors = new ModelTensors(config);
        ModelForm form =
                new ModelForm(
                        config.getMaxBatchSize(), tensors.inputs(inputs), tensors.outputs(outputs));
        if (!tensors.problems.isEmpty()) {
            throw new InvalidModelException(tensors.problems);
        }
        return form;
    }

    /** The configuration with all tensors that are served. */
    static ModelConfig complete(ModelConfig config, ModelForm form) {
        ModelConfig.Builder complete = config.toBuilder();
        if (config.getInputCount() == 0) {
            for (TensorForm input : form.inputs()) {
                complete.addInput(
                        ModelInput.newBuilder()
                                .setName(input.name())
                                .setDataType(input.type().configured())
                                .addAllDims(itemShape(input, form).toList()));
            }
        }
        if (config.getOutputCount() == 0) {
            for (TensorForm output : form.outputs()) {
                complete.addOutput(
                        ModelOutput.newBuilder()
                                .setName(output.name())
                                .setDataType(output.type().configured())
                                .addAllDims(itemShape(output, form).toList()));
            }
        }
        return complete.build();
    }

    private static Shape itemShape(TensorForm tensor, ModelForm form) {
        return form.batching() ? tensor.shape().withoutRows() : tensor.shape();
    }

    private List<TensorForm> inputs(Map<String, NodeInfo> inFile) {
        List<TensorForm> forms = new ArrayList<>();
        if (config.getInputCount() == 0) {
            inFile.values().forEach(node -> derive("input", node).ifPresent(forms::add));
            return forms;
        }
        TreeSet<String> missing = new TreeSet<>(inFile.keySet());
        for (ModelInput input : config.getInputList()) {
            missing.remove(input.getName());
            check("input", input.getName(), input.getDataType(), input.getDimsList(), inFile)
                    .ifPresent(forms::add);
        }
        if (!missing.isEmpty()) {
            problems.add(
                    "expected all inputs of the ONNX file in the configuration, missing "
                            + missing);
        }
        return forms;
    }

    private List<TensorForm> outputs(Map<String, NodeInfo> inFile) {
        List<TensorForm> forms = new ArrayList<>();
        if (config.getOutputCount() == 0) {
            inFile.values().forEach(node -> derive("output", node).ifPresent(forms::add));
            return forms;
        }
        for (ModelOutput output : config.getOutputList()) {
            check("output", output.getName(), output.getDataType(), output.getDimsList(), inFile)
                    .ifPresent(forms::add);
        }
        return forms;
    }

    private Optional<TensorForm> derive(String kind, NodeInfo node) {
        Optional<TensorType> type = type(node);
        if (type.isEmpty()) {
            wrong(kind, node.getName(), "a tensor of a type that is served", node.getInfo());
            return Optional.empty();
        }
        Shape shape = shape(node);
        if (shape.rank() == 0 || (batching && shape.dim(0) != -1)) {
            wrong(
                    kind,
                    node.getName(),
                    batching ? "-1, the batch, as first dimension" : "at least one dimension",
                    shape);
            return Optional.empty();
        }
        return Optional.of(new TensorForm(node.getName(), type.get(), shape));
    }

    private Optional<TensorForm> check(
            String kind,
            String name,
            DataType dataType,
            List<Long> dims,
            Map<String, NodeInfo> inFile) {
        NodeInfo node = inFile.get(name);
        if (node == null) {
            wrong(kind, name, "one of the ONNX file, " + new TreeSet<>(inFile.keySet()), "another");
            return Optional.empty();
        }
        TensorType type = TensorType.of(dataType).orElseThrow();
        if (!type(node).equals(Optional.of(type))) {
            wrong(
                    kind,
                    name,
                    "the type in the ONNX file, " + onnxType(node),
                    "data_type " + dataType);
            return Optional.empty();
        }
        Shape declared = batching ? Shape.of(dims).withAnyRows() : Shape.of(dims);
        // The file does not tell an unknown shape from no dimensions.
        Shape shape = shape(node);
        if (shape.rank() > 0 && !declared.narrows(shape)) {
            wrong(
                    kind,
                    name,
                    "the dims in the ONNX file, " + shape,
                    declared + (batching ? " with the batch in front" : ""));
            return Optional.empty();
        }
        return Optional.of(new TensorForm(name, type, declared));
    }

    private static Optional<TensorType> type(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo info ? TensorType.of(info) : Optional.empty();
    }

    private static String onnxType(NodeInfo node) {
        return type(node).map(type -> type.configured().name()).orElse(node.getInfo().toString());
    }

    private static Shape shape(NodeInfo node) {
        return Shape.of(((TensorInfo) node.getInfo()).getShape());
    }

    private void wrong(String kind, String name, String expected, Object came) {
        problems.add(String.format("%s %s: expected %s, came %s", kind, name, expected, came));
    }
}
