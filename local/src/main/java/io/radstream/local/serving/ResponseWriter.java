package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.InferParameter;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.inference.triton.protocol.ModelInferResponse.InferOutputTensor;

/** An answer as the protocol's message, with the server's own times as parameters. */
final class ResponseWriter {

    private static final double NANOS_PER_MS = 1e6;

    private ResponseWriter() {}

    /**
     * @param id the request's
     */
    static ModelInferResponse write(
            String model, String version, String id, InferenceAnswer answer) {
        ModelInferResponse.Builder message =
                ModelInferResponse.newBuilder()
                        .setModelName(model)
                        .setModelVersion(version)
                        .setId(id)
                        .putParameters("queue_ms", ms(answer.queueNanos()))
                        .putParameters("compute_ms", ms(answer.computeNanos()));
        for (TensorValue output : answer.outputs()) {
            message.addOutputs(
                    InferOutputTensor.newBuilder()
                            .setName(output.name())
                            .setDatatype(output.type().name())
                            .addAllShape(output.shape().toList()));
            message.addRawOutputContents(RawContents.write(output.elements()));
        }
        return message.build();
    }

    private static InferParameter ms(long nanos) {
        return InferParameter.newBuilder().setDoubleParam(nanos / NANOS_PER_MS).build();
    }
}
