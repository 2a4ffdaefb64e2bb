package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.radstream.inference.triton.protocol.InferTensorContents;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements as raw contents and as typed lists. */
final class ContentsTest {

    private static final Shape TWO = Shape.of(2);

    private static TensorForm form(TensorType type) {
        return new TensorForm("x", type, TWO);
    }

    private static ByteString bytes(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return ByteString.copyFrom(content);
    }

    private static Elements typed(TensorType type, InferTensorContents.Builder contents) {
        return TypedContents.read("m", form(type), TWO, contents.build());
    }

    private static ByteString typedBytes(TensorType type, InferTensorContents.Builder contents) {
        return RawContents.write(typed(type, contents));
    }

    private static Elements raw(TensorType type, ByteString contents) {
        return RawContents.read("m", form(type), TWO, contents);
    }

    private static InferTensorContents.Builder contents() {
        return InferTensorContents.newBuilder();
    }

    @Test
    void typedListsAreLittleEndianBytes() {
        assertThat(
                        typedBytes(
                                TensorType.BOOL,
                                contents().addBoolContents(true).addBoolContents(false)))
                .isEqualTo(bytes(1, 0));
        assertThat(typedBytes(TensorType.UINT8, contents().addUintContents(0).addUintContents(255)))
                .isEqualTo(bytes(0, 255));
        assertThat(typedBytes(TensorType.INT8, contents().addIntContents(-128).addIntContents(127)))
                .isEqualTo(bytes(128, 127));
        assertThat(typedBytes(TensorType.INT16, contents().addIntContents(-2).addIntContents(258)))
                .isEqualTo(bytes(0xFE, 0xFF, 2, 1));
        assertThat(typedBytes(TensorType.INT32, contents().addIntContents(-1).addIntContents(1)))
                .isEqualTo(bytes(255, 255, 255, 255, 1, 0, 0, 0));
        assertThat(
                        typedBytes(
                                TensorType.INT64,
                                contents().addInt64Contents(-1).addInt64Contents(1)))
                .isEqualTo(bytes(255, 255, 255, 255, 255, 255, 255, 255, 1, 0, 0, 0, 0, 0, 0, 0));
        assertThat(typedBytes(TensorType.FP32, contents().addFp32Contents(1).addFp32Contents(-2)))
                .isEqualTo(bytes(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0));
        assertThat(typedBytes(TensorType.FP64, contents().addFp64Contents(1).addFp64Contents(-2)))
                .isEqualTo(bytes(0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0));
    }

    @Test
    void textsGoBothWays() {
        ByteString contents = bytes(2, 0, 0, 0, 0xC3, 0xA9, 0, 0, 0, 0);

        Elements texts = raw(TensorType.BYTES, contents);

        assertThat(texts).isEqualTo(new Elements.Texts(List.of("é", "")));
        assertThat(RawContents.write(texts)).isEqualTo(contents);
        assertThat(
                        typed(
                                TensorType.BYTES,
                                contents()
                                        .addBytesContents(ByteString.copyFromUtf8("é"))
                                        .addBytesContents(ByteString.EMPTY)))
                .isEqualTo(texts);
    }

    @Test
    void rawNumbersAreNotCopied() {
        ByteString contents = bytes(1, 2, 3, 4);

        Elements elements = raw(TensorType.FP16, contents);

        assertThat(RawContents.write(elements)).isEqualTo(contents);
        assertThat(RawContents.write(elements.part(1, 1))).isEqualTo(bytes(3, 4));
    }

    @Test
    void refusesAnotherLength() {
        assertThatThrownBy(() -> raw(TensorType.FP32, bytes(1, 2, 3, 4, 5, 6, 7)))
                .hasMessage(
                        "INVALID_ARGUMENT: input byte size mismatch for input 'x' for model 'm'. Expected 8, got 7");
        assertThatThrownBy(() -> typed(TensorType.FP32, contents().addFp32Contents(1)))
                .hasMessage(
                        "INVALID_ARGUMENT: unexpected number of elements for input 'x' for model 'm'. Expected 2 of FP32, got 1");
        assertThatThrownBy(() -> raw(TensorType.BYTES, bytes(0, 0, 0, 0)))
                .hasMessage(
                        "INVALID_ARGUMENT: unexpected number of string elements 1 for inference input 'x', expecting 2");
        assertThatThrownBy(() -> raw(TensorType.BYTES, bytes(0, 0, 0)))
                .hasMessageContaining("expecting 4 bytes but only 3 bytes available");
        assertThatThrownBy(() -> raw(TensorType.BYTES, bytes(2, 0, 0, 0, 'a')))
                .hasMessageContaining("string of length 2 but only 1 bytes available");
        assertThatThrownBy(() -> raw(TensorType.BYTES, bytes(255, 255, 255, 255, 'a')))
                .hasMessageContaining("string of length 4294967295 but only 1 bytes available");
    }

    @Test
    void refusesAContentOfAnotherType() {
        assertThatThrownBy(
                        () ->
                                typed(
                                        TensorType.FP32,
                                        contents().addIntContents(1).addIntContents(2)))
                .hasMessageContaining("Expected 2 of FP32, got 0");
        assertThatThrownBy(() -> typed(TensorType.FP16, contents()))
                .hasMessageContaining("FP16 has no typed contents");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void refusesWhatIsNoByte(int value) {
        assertThatThrownBy(
                        () ->
                                typed(
                                        TensorType.UINT8,
                                        contents().addUintContents(1).addUintContents(value)))
                .hasMessageStartingWith("INVALID_ARGUMENT")
                .hasMessageContaining("expected UINT8, came an element out of its range");
    }

    /** The runtime's Java API would hand other bytes to the model. */
    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\uD83D\uDE00"})
    void refusesTextsThatTheRuntimeWouldAlter(String text) {
        InferTensorContents.Builder contents =
                contents()
                        .addBytesContents(ByteString.EMPTY)
                        .addBytesContents(ByteString.copyFromUtf8(text));

        assertThatThrownBy(() -> typed(TensorType.BYTES, contents))
                .hasMessageStartingWith("INVALID_ARGUMENT")
                .hasMessageContaining("came another element 1 of ")
                .hasMessageNotContaining(text);
    }

    @Test
    void refusesWhatIsNoUtf8() {
        assertThatThrownBy(() -> raw(TensorType.BYTES, bytes(1, 0, 0, 0, 0xFF, 0, 0, 0, 0)))
                .hasMessageContaining("expected UTF-8");
    }

    @Property
    void bytesOfAnyKindAreReadOrRefused(@ForAll byte[] contents) {
        Throwable failure =
                catchThrowable(() -> raw(TensorType.BYTES, ByteString.copyFrom(contents)));

        if (failure != null) {
            assertThat(failure).isInstanceOf(StatusRuntimeException.class);
            assertThat(Status.fromThrowable(failure).getCode())
                    .isEqualTo(Status.Code.INVALID_ARGUMENT);
        }
    }
}
