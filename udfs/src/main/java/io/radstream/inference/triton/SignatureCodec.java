package io.radstream.inference.triton;

import io.radstream.inference.ModelSignature;
import io.radstream.inference.TensorSpec;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelMetadataResponse;
import io.radstream.inference.triton.protocol.ModelMetadataResponse.TensorMetadata;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A model's metadata and configuration to its signature. */
final class SignatureCodec {

    private SignatureCodec() {}

    static ModelSignature decode(ModelMetadataResponse metadata, ModelConfig config) {
        boolean batching = config.getMaxBatchSize() > 0;
        List<TensorSpec> inputs =
                metadata.getInputsList().stream()
                        .map(input -> spec(input, batching))
                        .collect(Collectors.toList());
        Map<String, String> parameters =
                config.getParametersMap().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().getStringValue()));
        return new ModelSignature(
                metadata.getName(), latest(metadata), batching, inputs, parameters);
    }

    /** Metadata tells shapes with the batch dimension in front. */
    private static TensorSpec spec(TensorMetadata tensor, boolean batching) {
        long[] shape =
                tensor.getShapeList().stream()
                        .skip(batching ? 1 : 0)
                        .mapToLong(Long::longValue)
                        .toArray();
        return new TensorSpec(tensor.getName(), tensor.getDatatype(), shape);
    }

    /** The version that a call without one gets: the greatest. Triton's versions are numbers. */
    private static String latest(ModelMetadataResponse metadata) {
        return metadata.getVersionsList().stream()
                .max(
                        Comparator.comparingInt(String::length)
                                .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }
}
