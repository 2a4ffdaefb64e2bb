package io.radstream.local.serving;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * BYTES to texts. ONNX Runtime's Java API hands strings over as Java's own variant of UTF-8, which
 * differs from UTF-8 in NUL and in characters beyond U+FFFF: a model would compute with other bytes
 * than the caller sent, so these are refused, as are bytes that are no UTF-8.
 */
final class TextCodec {

    private TextCodec() {}

    /**
     * One element.
     *
     * @param index of the element, for the refusal
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT
     */
    static String decode(String input, int index, ByteBuffer utf8) {
        int length = utf8.remaining();
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(utf8);
        } catch (CharacterCodingException e) {
            throw refusal(input, index, length);
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.get(i) == 0 || Character.isSurrogate(text.get(i))) {
                throw refusal(input, index, length);
            }
        }
        return text.toString();
    }

    /**
     * The texts, if they are as many as expected.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT
     */
    static Elements counted(String input, long expected, List<String> texts) {
        if (texts.size() != expected) {
            throw Refusals.invalid(
                    "unexpected number of string elements %d for inference input '%s', expecting %d",
                    texts.size(), input, expected);
        }
        return new Elements.Texts(texts);
    }

    private static RuntimeException refusal(String input, int index, int length) {
        return Refusals.invalid(
                "inference input '%s': expected UTF-8 without NUL and without characters beyond U+FFFF, came another element %d of %d bytes",
                input, index, length);
    }
}
