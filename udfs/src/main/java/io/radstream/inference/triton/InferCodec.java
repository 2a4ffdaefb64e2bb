package io.radstream.inference.triton;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelUnavailableException;
import io.radstream.inference.Tensor;
import io.radstream.inference.triton.protocol.InferParameter;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferInputTensor;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.inference.triton.protocol.ModelInferResponse.InferOutputTensor;
import io.radstream.record.ModelUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Requests and responses to and from the protocol's messages; tensors travel as raw contents. */
final class InferCodec {

    private static final String ARM = "stable";

    private InferCodec() {}

    static ModelInferRequest encode(ModelRequest request) {
        ModelInferRequest.Builder message =
                ModelInferRequest.newBuilder().setModelName(request.model().name());
        for (Tensor tensor : request.inputs()) {
            InferInputTensor.Builder input =
                    InferInputTensor.newBuilder()
                            .setName(tensor.name())
                            .setDatatype(tensor.datatype());
            Arrays.stream(tensor.shape()).forEach(input::addShape);
            message.addInputs(input);
            // Not copied: a tensor is never written to once it is made.
            message.addRawInputContents(UnsafeByteOperations.unsafeWrap(tensor.content()));
        }
        return message.build();
    }

    static ModelResponse decode(String model, ModelInferResponse message) {
        if (message.getRawOutputContentsCount() != message.getOutputsCount()) {
            throw new ModelUnavailableException(
                    String.format(
                            "%s: expected raw contents of %d outputs, came %d",
                            model, message.getOutputsCount(), message.getRawOutputContentsCount()));
        }
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < message.getOutputsCount(); i++) {
            InferOutputTensor output = message.getOutputs(i);
            ByteString content = message.getRawOutputContents(i);
            long[] shape = output.getShapeList().stream().mapToLong(Long::longValue).toArray();
            outputs.add(
                    new Tensor(
                            output.getName(),
                            output.getDatatype(),
                            shape,
                            content.asReadOnlyByteBuffer()));
        }
        return new ModelResponse(
                new ModelUse(model, message.getModelVersion(), "", ARM),
                outputs,
                1,
                serverMs(message, "queue_ms"),
                serverMs(message, "compute_ms"));
    }

    /** The server's own time, where it tells one as a parameter of its answer. */
    private static OptionalDouble serverMs(ModelInferResponse message, String parameter) {
        InferParameter value = message.getParametersMap().get(parameter);
        return value != null && value.hasDoubleParam()
                ? OptionalDouble.of(value.getDoubleParam())
                : OptionalDouble.empty();
    }
}
