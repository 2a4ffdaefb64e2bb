package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.radstream.fixture.Models;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelUnavailableException;
import io.radstream.inference.triton.protocol.InferParameter;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.record.ModelUse;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InferCodecTest {

    @Test
    void sendsTensorsAsRawContentsInOrder() {
        ModelRequest request =
                new ModelRequest(
                        Models.signature(Models.CLASSIFIER),
                        List.of(
                                Models.floats("a", Models.shape(1, 2), 1.5f, -2),
                                Models.ints("b", Models.shape(1), 7)));

        ModelInferRequest message = InferCodec.encode(request);

        assertThat(message.getModelName()).isEqualTo(Models.CLASSIFIER);
        assertThat(message.getModelVersion()).as("the server chooses").isEmpty();
        assertThat(message.getInputs(0).getName()).isEqualTo("a");
        assertThat(message.getInputs(0).getDatatype()).isEqualTo("FP32");
        assertThat(message.getInputs(0).getShapeList()).containsExactly(1L, 2L);
        assertThat(message.getInputs(0).hasContents()).isFalse();
        assertThat(message.getInputs(1).getDatatype()).isEqualTo("INT32");
        assertThat(message.getRawInputContents(0).toByteArray())
                .containsExactly(0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0);
        assertThat(message.getRawInputContents(1).toByteArray()).containsExactly(7, 0, 0, 0);
    }

    /** A request is sent again when it is retried. */
    @Test
    void usesNoContentUp() {
        ModelRequest request =
                new ModelRequest(
                        Models.signature(Models.CLASSIFIER),
                        List.of(Models.floats("a", Models.shape(1), 1)));

        assertThat(InferCodec.encode(request).toByteString())
                .isEqualTo(InferCodec.encode(request).toByteString());
    }

    @Test
    void readsOutputsAndTheServersOwnTimes() {
        ModelInferResponse.Builder message =
                ModelInferResponse.newBuilder()
                        .setModelName("m")
                        .setModelVersion("3")
                        .putParameters("queue_ms", number(1.5))
                        .putParameters("compute_ms", number(20));
        ModelServer.add(message, "predictions", "FP32", ModelServer.floats(0.25f, 0.75f), 1, 2);

        ModelResponse response = InferCodec.decode("m", message.build());

        assertThat(response.model()).isEqualTo(new ModelUse("m", "3", "", "stable"));
        assertThat(response.attempts()).isEqualTo(1);
    }

    @Test
    void takesNoAnswerWithoutRawContents() {
        ModelInferResponse message =
                ModelInferResponse.newBuilder()
                        .addOutputs(ModelInferResponse.InferOutputTensor.newBuilder().setName("a"))
                        .build();

        assertThatThrownBy(() -> InferCodec.decode("m", message))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("m: expected raw contents of 1 outputs, came 0");
        ModelInferResponse tooMany =
                ModelInferResponse.newBuilder().addRawOutputContents(ByteString.EMPTY).build();
        assertThatThrownBy(() -> InferCodec.decode("m", tooMany))
                .hasMessage("m: expected raw contents of 0 outputs, came 1");
    }

    private static InferParameter number(double value) {
        return InferParameter.newBuilder().setDoubleParam(value).build();
    }
}
