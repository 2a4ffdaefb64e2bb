package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.inference.ModelSignature;
import io.radstream.inference.TensorSpec;
import io.radstream.inference.triton.protocol.ModelConfig;
import io.radstream.inference.triton.protocol.ModelMetadataResponse;
import io.radstream.inference.triton.protocol.ModelMetadataResponse.TensorMetadata;
import io.radstream.inference.triton.protocol.ModelParameter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignatureCodecTest {

    private static ModelMetadataResponse metadata(List<String> versions, Long... shape) {
        return ModelMetadataResponse.newBuilder()
                .setName("m")
                .addAllVersions(versions)
                .addInputs(
                        TensorMetadata.newBuilder()
                                .setName("input")
                                .setDatatype("FP32")
                                .addAllShape(List.of(shape)))
                .build();
    }

    private static ModelConfig batches(int most) {
        return ModelConfig.newBuilder().setMaxBatchSize(most).build();
    }

    @Test
    void leavesTheBatchDimensionOut() {
        ModelSignature signature =
                SignatureCodec.decode(metadata(List.of("1"), -1L, 3L, 224L, 224L), batches(8));

        assertThat(signature.batching()).isTrue();
        assertThat(signature.inputs())
                .extracting(TensorSpec::toString)
                .containsExactly("FP32 [3, 224, 224]");
    }

    @Test
    void takesAModelWithoutABatchAsItIs() {
        ModelSignature signature =
                SignatureCodec.decode(metadata(List.of("1"), 3L, 224L, 224L), batches(0));

        assertThat(signature.batching()).isFalse();
        assertThat(signature.inputs())
                .extracting(TensorSpec::toString)
                .containsExactly("FP32 [3, 224, 224]");
    }

    @Test
    void knowsTheGreatestVersionForTheOneThatAnswers() {
        assertThat(versionOf("1", "10", "9")).isEqualTo("10");
        assertThat(versionOf("2", "1")).isEqualTo("2");
        assertThat(versionOf()).isEmpty();
    }

    private static String versionOf(String... versions) {
        return SignatureCodec.decode(metadata(List.of(versions), 3L), batches(0)).version();
    }

    @Test
    void readsTheConfigurationsParameters() {
        ModelConfig config =
                ModelConfig.newBuilder()
                        .putParameters(
                                "digest",
                                ModelParameter.newBuilder().setStringValue("sha256:ab").build())
                        .build();

        assertThat(SignatureCodec.decode(metadata(List.of("1"), 3L), config).digest())
                .isEqualTo("sha256:ab");
        assertThat(SignatureCodec.decode(metadata(List.of("1"), 3L), batches(0)).digest())
                .isEmpty();
    }
}
