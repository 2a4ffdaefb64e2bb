package io.radstream.local.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Requests to a model {@code x} to {@code y} of FP32 rows. */
final class Requests {

    private Requests() {}

    /** Rows of two numbers each: {@code first}, {@code first + 1} and so on. */
    static InferenceRequest rows(int rows, float first) {
        float[] values = new float[2 * rows];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return of(Shape.of(rows, 2), values);
    }

    /** One request with this input, which wants {@code y}. */
    static InferenceRequest of(Shape shape, float... values) {
        return new InferenceRequest(List.of(tensor("x", shape, values)), Set.of("y"), true);
    }

    static TensorValue tensor(String name, Shape shape, float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new TensorValue(
                name, TensorType.FP32, shape, new Elements.Numbers(bytes, Float.BYTES));
    }

    static float[] floats(TensorValue tensor) {
        ByteBuffer bytes = ((Elements.Numbers) tensor.elements()).bytes();
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** A model of rows of two numbers. */
    static ModelForm form(int maxBatchSize) {
        Shape shape = maxBatchSize > 0 ? Shape.of(-1, 2) : Shape.of(-1);
        return new ModelForm(
                maxBatchSize,
                List.of(new TensorForm("x", TensorType.FP32, shape)),
                List.of(new TensorForm("y", TensorType.FP32, shape)));
    }

    /** Such as {@code [1, 2]}, to compare. */
    static List<Float> list(float... values) {
        Float[] boxed = new Float[values.length];
        Arrays.setAll(boxed, i -> values[i]);
        return List.of(boxed);
    }
}
