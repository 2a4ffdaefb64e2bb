package io.radstream.inference;

import io.radstream.record.Encoding;
import io.radstream.record.Metadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code image} and {@code text} to {@code image_features}, {@code text_features} and {@code
 * joint_features} [768].
 */
final class EncoderModel {

    private static final int FEATURES = 768;

    private EncoderModel() {}

    static ModelRequest request(ModelSignature model, ImageTensors image, Metadata metadata) {
        return new ModelRequest(
                model, List.of(image.tensor(model, "image"), text(model, describe(metadata))));
    }

    static Encoding answer(ModelResponse response) {
        Answer answer = new Answer(response);
        return new Encoding(
                response.model(),
                vector(answer, "image_features"),
                vector(answer, "text_features"),
                vector(answer, "joint_features"));
    }

    /**
     * View, modality and body part, as far as the sidecar tells them: such as {@code AP X-RAY
     * CHEST}.
     */
    private static String describe(Metadata metadata) {
        return Stream.of(metadata.getView(), metadata.getModality(), metadata.getBodyPart())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static Tensor text(ModelSignature model, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content =
                ByteBuffer.allocate(Integer.BYTES + utf8.length).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(utf8.length).put(utf8).flip();
        return new Tensor("text", "BYTES", model.wireShape(new long[] {1}), content);
    }

    private static ByteBuffer vector(Answer answer, String output) {
        float[] numbers = answer.floats(output, FEATURES);
        ByteBuffer content =
                ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(numbers);
        return content;
    }
}
