package io.radstream.local.serving;

import com.google.protobuf.ByteString;
import io.radstream.inference.triton.protocol.InferTensorContents;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Elements as the protocol's typed lists. FP16 has none. */
final class TypedContents {

    private TypedContents() {}

    /**
     * A tensor's elements.
     *
     * @param shape that the contents have to fill
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT where they do not
     */
    static Elements read(
            String model, TensorForm input, Shape shape, InferTensorContents contents) {
        return switch (input.type()) {
            case BOOL ->
                    numbers(
                            model,
                            input,
                            shape,
                            contents.getBoolContentsList(),
                            (bytes, value) -> bytes.put((byte) (value ? 1 : 0)));
            case UINT8 ->
                    numbers(
                            model,
                            input,
                            shape,
                            contents.getUintContentsList(),
                            (bytes, value) -> bytes.put((byte) within(input, value, 0, 255)));
            case INT8 ->
                    numbers(
                            model,
                            input,
                            shape,
                            contents.getIntContentsList(),
                            (bytes, value) ->
                                    bytes.put(
                                            (byte)
                                                    within(
                                                            input,
                                                            value,
                                                            Byte.MIN_VALUE,
                                                            Byte.MAX_VALUE)));
            case INT16 ->
                    numbers(
                            model,
                            input,
                            shape,
                            contents.getIntContentsList(),
                            (bytes, value) ->
                                    bytes.putShort(
                                            (short)
                                                    within(
                                                            input,
                                                            value,
                                                            Short.MIN_VALUE,
                                                            Short.MAX_VALUE)));
            case INT32 ->
                    numbers(model, input, shape, contents.getIntContentsList(), ByteBuffer::putInt);
            case INT64 ->
                    numbers(
                            model,
                            input,
                            shape,
                            contents.getInt64ContentsList(),
                            ByteBuffer::putLong);
            case FP32 ->
                    numbers(
                            model,
                            input,
                            shape,
                            contents.getFp32ContentsList(),
                            ByteBuffer::putFloat);
            case FP64 ->
                    numbers(
                            model,
                            input,
                            shape,
                            contents.getFp64ContentsList(),
                            ByteBuffer::putDouble);
            case BYTES -> texts(input.name(), shape, contents.getBytesContentsList());
            case FP16 ->
                    throw Refusals.invalid(
                            "inference input '%s' of model '%s': FP16 has no typed contents, expected raw_input_contents",
                            input.name(), model);
        };
    }

    private static <T> Elements numbers(
            String model,
            TensorForm input,
            Shape shape,
            List<T> values,
            BiConsumer<ByteBuffer, T> put) {
        if (values.size() != shape.elements()) {
            throw Refusals.invalid(
                    "unexpected number of elements for input '%s' for model '%s'. Expected %d of %s, got %d",
                    input.name(), model, shape.elements(), input.type(), values.size());
        }
        int elementBytes = input.type().bytes();
        ByteBuffer bytes =
                ByteBuffer.allocate(values.size() * elementBytes).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> put.accept(bytes, value));
        return new Elements.Numbers(bytes.flip(), elementBytes);
    }

    private static int within(TensorForm input, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            throw Refusals.invalid(
                    "inference input '%s': expected %s, came an element out of its range",
                    input.name(), input.type());
        }
        return value;
    }

    private static Elements texts(String input, Shape shape, List<ByteString> values) {
        List<String> texts = new ArrayList<>();
        for (ByteString value : values) {
            texts.add(TextCodec.decode(input, texts.size(), value.asReadOnlyByteBuffer()));
        }
        return TextCodec.counted(input, shape.elements(), texts);
    }
}
