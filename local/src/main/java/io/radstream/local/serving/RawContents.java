package io.radstream.local.serving;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements as raw contents: little endian, row-major; BYTES: each element behind its length in 4
 * bytes.
 */
final class RawContents {

    private RawContents() {}

    /**
     * A tensor's elements; numbers are not copied.
     *
     * @param shape that the contents have to fill
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT where they do not
     */
    static Elements read(String model, TensorForm input, Shape shape, ByteString contents) {
        if (input.type() == TensorType.BYTES) {
            return texts(input.name(), shape.elements(), contents);
        }
        long expected = shape.bytes(input.type().bytes());
        if (expected != contents.size()) {
            throw Refusals.invalid(
                    "input byte size mismatch for input '%s' for model '%s'. Expected %d, got %d",
                    input.name(), model, expected, contents.size());
        }
        return new Elements.Numbers(contents.asReadOnlyByteBuffer(), input.type().bytes());
    }

    /** Numbers are not copied. */
    static ByteString write(Elements elements) {
        if (elements instanceof Elements.Numbers numbers) {
            return UnsafeByteOperations.unsafeWrap(numbers.bytes());
        }
        List<ByteString> texts =
                ((Elements.Texts) elements)
                        .strings().stream().map(ByteString::copyFromUtf8).toList();
        int bytes = texts.stream().mapToInt(text -> Integer.BYTES + text.size()).sum();
        ByteBuffer contents = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (ByteString text : texts) {
            contents.putInt(text.size());
            text.copyTo(contents);
        }
        return UnsafeByteOperations.unsafeWrap(contents.flip());
    }

    private static Elements texts(String input, long expected, ByteString contents) {
        ByteBuffer bytes = contents.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<String> texts = new ArrayList<>();
        while (bytes.hasRemaining()) {
            if (bytes.remaining() < Integer.BYTES) {
                throw Refusals.invalid(
                        "incomplete string length indicator for inference input '%s', expecting 4 bytes but only %d bytes available",
                        input, bytes.remaining());
            }
            int length = bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw Refusals.invalid(
                        "incomplete string data for inference input '%s', expecting string of length %d but only %d bytes available",
                        input, Integer.toUnsignedLong(length), bytes.remaining());
            }
            texts.add(TextCodec.decode(input, texts.size(), bytes.slice(bytes.position(), length)));
            bytes.position(bytes.position() + length);
        }
        return TextCodec.counted(input, expected, texts);
    }
}
