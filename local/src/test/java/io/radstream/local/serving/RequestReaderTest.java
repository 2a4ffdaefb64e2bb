package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.radstream.inference.triton.protocol.InferParameter;
import io.radstream.inference.triton.protocol.InferTensorContents;
import io.radstream.inference.triton.protocol.ModelInferRequest;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferInputTensor;
import io.radstream.inference.triton.protocol.ModelInferRequest.InferRequestedOutputTensor;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

final class RequestReaderTest {

    private static final ModelForm BATCHING =
            new ModelForm(
                    4,
                    List.of(
                            new TensorForm("image", TensorType.UINT8, Shape.of(-1, 3)),
                            new TensorForm("text", TensorType.BYTES, Shape.of(-1, 1))),
                    List.of(
                            new TensorForm("a", TensorType.FP32, Shape.of(-1, 1)),
                            new TensorForm("b", TensorType.FP32, Shape.of(-1, 1))));
    private static final ModelForm SINGLE =
            new ModelForm(
                    0,
                    List.of(new TensorForm("rows", TensorType.UINT8, Shape.of(-1, 2))),
                    List.of(new TensorForm("a", TensorType.FP32, Shape.of(1))));

    private static InferInputTensor.Builder image(long... shape) {
        return input("image", "UINT8", shape);
    }

    private static InferInputTensor.Builder text(long... shape) {
        return input("text", "BYTES", shape);
    }

    private static InferInputTensor.Builder input(String name, String datatype, long... shape) {
        return InferInputTensor.newBuilder()
                .setName(name)
                .setDatatype(datatype)
                .addAllShape(Shape.of(shape).toList());
    }

    private static ByteString zeros(int bytes) {
        return ByteString.copyFrom(new byte[bytes]);
    }

    /** Two rows, in another order than the model's. */
    private static ModelInferRequest.Builder valid() {
        return ModelInferRequest.newBuilder()
                .addInputs(text(2, 1))
                .addInputs(image(2, 3))
                .addRawInputContents(zeros(2 * 4))
                .addRawInputContents(zeros(2 * 3));
    }

    private static InferenceRequest read(ModelInferRequest.Builder message) {
        return new RequestReader("m", BATCHING).read(message.build());
    }

    private static AbstractThrowableAssert<?, ?> refusalOf(ModelInferRequest.Builder message) {
        return assertThatThrownBy(() -> read(message)).hasMessageStartingWith("INVALID_ARGUMENT: ");
    }

    @Test
    void bringsInputsIntoTheModelsOrder() {
        InferenceRequest request = read(valid());

        assertThat(request.inputs()).extracting(TensorValue::name).containsExactly("image", "text");
        assertThat(request.rows()).isEqualTo(2);
        assertThat(request.outputs()).containsExactly("a", "b");
    }

    @Test
    void answersWhatIsAskedForInThatOrder() {
        InferenceRequest request =
                read(
                        valid().addOutputs(InferRequestedOutputTensor.newBuilder().setName("b"))
                                .addOutputs(InferRequestedOutputTensor.newBuilder().setName("a")));

        assertThat(request.outputs()).containsExactly("b", "a");
    }

    @Test
    void readsTypedContents() {
        InferenceRequest request =
                read(
                        ModelInferRequest.newBuilder()
                                .addInputs(
                                        image(1, 3)
                                                .setContents(
                                                        InferTensorContents.newBuilder()
                                                                .addAllUintContents(
                                                                        List.of(1, 2, 3))))
                                .addInputs(
                                        text(1, 1)
                                                .setContents(
                                                        InferTensorContents.newBuilder()
                                                                .addBytesContents(
                                                                        ByteString.copyFromUtf8(
                                                                                "AP")))));

        assertThat(request.inputs().get(1).elements()).isEqualTo(new Elements.Texts(List.of("AP")));
        assertThat(RawContents.write(request.inputs().get(0).elements()))
                .isEqualTo(ByteString.copyFrom(new byte[] {1, 2, 3}));
    }

    @Test
    void takesAnyNumberOfRowsWithoutABatchDimension() {
        RequestReader reader = new RequestReader("m", SINGLE);
        InferenceRequest request =
                reader.read(
                        ModelInferRequest.newBuilder()
                                .addInputs(input("rows", "UINT8", 100, 2))
                                .addRawInputContents(zeros(200))
                                .build());

        assertThat(request.rows()).isEqualTo(1);
        assertThat(
                        reader.read(
                                        ModelInferRequest.newBuilder()
                                                .addInputs(input("rows", "UINT8", 0, 2))
                                                .build())
                                .inputs()
                                .get(0)
                                .shape())
                .isEqualTo(Shape.of(0, 2));
        assertThatThrownBy(
                        () ->
                                reader.read(
                                        ModelInferRequest.newBuilder()
                                                .addInputs(input("rows", "UINT8", 1, 100, 2))
                                                .addRawInputContents(zeros(200))
                                                .build()))
                .hasMessage(
                        "INVALID_ARGUMENT: unexpected shape for input 'rows' for model 'm'. Expected [-1,2], got [1,100,2]");
    }

    @Test
    void refusesUnknownInputs() {
        refusalOf(valid().addInputs(input("other", "FP32", 1)).addRawInputContents(zeros(4)))
                .hasMessageContaining("unexpected inference input 'other' for model 'm'");
    }

    @Test
    void refusesMissingAndRepeatedInputs() {
        refusalOf(ModelInferRequest.newBuilder().addInputs(image(1, 3)))
                .hasMessageContaining(
                        "expected 2 inputs but got 1 inputs for model 'm': expected [image, text], came [image]");
        refusalOf(ModelInferRequest.newBuilder()).hasMessageContaining("came []");
        refusalOf(valid().addInputs(image(2, 3)).addRawInputContents(zeros(6)))
                .hasMessageContaining("input 'image' already exists in request for model 'm'");
    }

    @Test
    void refusesAnotherDatatype() {
        refusalOf(valid().setInputs(1, input("image", "FP32", 2, 3)))
                .hasMessageContaining(
                        "inference input 'image' data-type is 'FP32', but model 'm' expects 'UINT8'");
    }

    @Test
    void refusesAnotherShape() {
        refusalOf(valid().setInputs(1, image(2, 4)))
                .hasMessageContaining(
                        "unexpected shape for input 'image' for model 'm'. Expected [-1,3], got [2,4]. NOTE: Setting a non-zero max_batch_size");
        refusalOf(valid().setInputs(1, image(3))).hasMessageContaining("got [3]");
        refusalOf(valid().setInputs(1, image())).hasMessageContaining("got []");
        refusalOf(valid().setInputs(1, image(-2, 3))).hasMessageContaining("got [-2,3]");
    }

    @Test
    void refusesAnotherBatch() {
        refusalOf(valid().setInputs(1, image(5, 3)))
                .hasMessageContaining("batch-size must be >= 1 and <= 4 for 'm', got 5");
        refusalOf(valid().setInputs(1, image(0, 3))).hasMessageContaining("got 0");
        refusalOf(valid().setInputs(1, image(1, 3)).setRawInputContents(1, zeros(3)))
                .hasMessageContaining(
                        "input 'text' batch size does not match other inputs for 'm'");
    }

    @Test
    void refusesRawContentsThatDoNotBelongToTheInputs() {
        refusalOf(valid().addRawInputContents(zeros(1)))
                .hasMessageContaining(
                        "expected raw_input_contents of all 2 inputs for model 'm', got 3");
        refusalOf(
                        valid().setInputs(
                                        1,
                                        image(2, 3)
                                                .setContents(
                                                        InferTensorContents.getDefaultInstance())))
                .hasMessageContaining(
                        "contents field must not be specified when using raw_input_contents for 'image'");
        refusalOf(valid().setRawInputContents(1, zeros(5)))
                .hasMessageContaining("Expected 6, got 5");
    }

    @Test
    void refusesUnknownOutputs() {
        refusalOf(valid().addOutputs(InferRequestedOutputTensor.newBuilder().setName("c")))
                .hasMessageContaining("unexpected inference output 'c' for model 'm'");
    }

    @Test
    void refusesWhatItWouldAnswerWrongly() {
        InferParameter one = InferParameter.newBuilder().setInt64Param(1).build();
        refusalOf(
                        valid().addOutputs(
                                        InferRequestedOutputTensor.newBuilder()
                                                .setName("a")
                                                .putParameters("classification", one)))
                .hasMessageContaining(
                        "output 'a' for model 'm': this server has no classification");
        refusalOf(valid().setInputs(1, image(2, 3).putParameters("shared_memory_byte_size", one)))
                .hasMessageContaining("this server has no shared_memory_byte_size");
        assertThat(
                        read(valid().setInputs(1, image(2, 3).putParameters("content_type", one)))
                                .rows())
                .as("what is unknown is ignored")
                .isEqualTo(2);
    }
}
