package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.InferParameter;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferInputTensor;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferRequestedOutputTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a call against what its model declares. */
final class RequestReader {

    private static final String SHARED_MEMORY = "shared_memory";
    private static final String CLASSIFICATION = "classification";

    private final String model;
    private final ModelForm form;

    RequestReader(String model, ModelForm form) {
        this.model = model;
        this.form = form;
    }

    /**
     * The request, ready to be computed.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT where it does not suit the model
     */
    InferenceRequest read(ModelInferRequest message) {
        Map<String, Integer> positions = positions(message);
        boolean raw = message.getRawInputContentsCount() > 0;
        if (raw && message.getRawInputContentsCount() != message.getInputsCount()) {
            throw Refusals.invalid(
                    "expected raw_input_contents of all %d inputs for model '%s', got %d",
                    message.getInputsCount(), model, message.getRawInputContentsCount());
        }
        List<TensorValue> inputs = new ArrayList<>();
        for (TensorForm input : form.inputs()) {
            int position = positions.get(input.name());
            InferInputTensor tensor = message.getInputs(position);
            Shape shape = shape(input, tensor, inputs);
            Elements elements =
                    raw
                            ? RawContents.read(
                                    model, input, shape, message.getRawInputContents(position))
                            : TypedContents.read(model, input, shape, tensor.getContents());
            inputs.add(new TensorValue(input.name(), input.type(), shape, elements));
        }
        return new InferenceRequest(inputs, outputs(message), form.batching());
    }

    /** Where in the message each input is. */
    private Map<String, Integer> positions(ModelInferRequest message) {
        List<String> expected = form.inputs().stream().map(TensorForm::name).toList();
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < message.getInputsCount(); i++) {
            InferInputTensor input = message.getInputs(i);
            if (!expected.contains(input.getName())) {
                throw Refusals.unknownInput(model, input.getName());
            }
            if (positions.put(input.getName(), i) != null) {
                throw Refusals.repeatedInput(model, input.getName());
            }
            refuseParameters("input", input.getName(), input.getParametersMap());
            if (message.getRawInputContentsCount() > 0 && input.hasContents()) {
                throw Refusals.invalid(
                        "contents field must not be specified when using raw_input_contents for '%s' for model '%s'",
                        input.getName(), model);
            }
        }
        if (positions.size() != expected.size()) {
            throw Refusals.inputCount(
                    model,
                    expected,
                    message.getInputsList().stream().map(InferInputTensor::getName).toList());
        }
        return positions;
    }

    /**
     * @param before the inputs that were read already
     */
    private Shape shape(TensorForm input, InferInputTensor tensor, List<TensorValue> before) {
        if (!tensor.getDatatype().equals(input.type().name())) {
            throw Refusals.datatype(model, input, tensor.getDatatype());
        }
        Shape shape = Shape.of(tensor.getShapeList());
        if (!shape.fits(input.shape())) {
            throw Refusals.shape(model, input, shape, form.batching());
        }
        if (form.batching()) {
            long rows = shape.dim(0);
            if (rows < 1 || rows > form.maxBatchSize()) {
                throw Refusals.batchSize(model, form.maxBatchSize(), rows);
            }
            if (!before.isEmpty() && before.get(0).shape().dim(0) != rows) {
                throw Refusals.unequalBatches(model, input.name());
            }
        }
        return shape;
    }

    private Set<String> outputs(ModelInferRequest message) {
        Set<String> wanted = new LinkedHashSet<>();
        for (InferRequestedOutputTensor output : message.getOutputsList()) {
            if (form.output(output.getName()).isEmpty()) {
                throw Refusals.unknownOutput(model, output.getName());
            }
            refuseParameters("output", output.getName(), output.getParametersMap());
            wanted.add(output.getName());
        }
        if (wanted.isEmpty()) {
            form.outputs().forEach(output -> wanted.add(output.name()));
        }
        return wanted;
    }

    /** What is unknown is ignored, but not what asks for another source or form of the data. */
    private void refuseParameters(
            String kind, String tensor, Map<String, InferParameter> parameters) {
        for (String parameter : parameters.keySet()) {
            if (parameter.startsWith(SHARED_MEMORY) || parameter.equals(CLASSIFICATION)) {
                throw Refusals.invalid(
                        "%s '%s' for model '%s': this server has no %s",
                        kind, tensor, model, parameter);
            }
        }
    }
}
