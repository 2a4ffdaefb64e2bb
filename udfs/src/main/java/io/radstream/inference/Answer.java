package io.radstream.inference;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads a model's outputs and refuses what is not as the model's contract says. */
final class Answer {

    /** Of FP32 and INT32. */
    private static final int ELEMENT_BYTES = 4;

    /** More than one answer can hold; its square is still a number. */
    private static final long MOST_BYTES = Integer.MAX_VALUE;

    private final ModelResponse response;

    Answer(ModelResponse response) {
        this.response = response;
    }

    /**
     * An FP32 output of this shape, all numbers finite.
     *
     * @param shape of one item, with or without a batch dimension of 1 in front on the wire; -1
     *     where a dimension varies
     */
    float[] floats(String output, long... shape) {
        ByteBuffer content = content(output, "FP32", shape);
        float[] numbers = new float[content.remaining() / ELEMENT_BYTES];
        content.asFloatBuffer().get(numbers);
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw unexpected(output, "finite numbers", String.valueOf(number));
            }
        }
        return numbers;
    }

    /** An INT32 output of this shape; else as {@link #floats}. */
    int[] ints(String output, long... shape) {
        ByteBuffer content = content(output, "INT32", shape);
        int[] numbers = new int[content.remaining() / ELEMENT_BYTES];
        content.asIntBuffer().get(numbers);
        return numbers;
    }

    ModelFailureException unexpected(String output, String expected, String came) {
        String message =
                String.format(
                        "%s: expected output %s to be %s, came %s",
                        response.model().getName(), output, expected, came);
        return ModelFailureException.badAnswer(message, response.attempts());
    }

    /** The output's content, as long as its shape says. */
    private ByteBuffer content(String output, String datatype, long... shape) {
        Tensor tensor =
                response.output(output).orElseThrow(() -> unexpected(output, "there", "nothing"));
        if (!tensor.datatype().equals(datatype) || !isOfShape(tensor.shape(), shape)) {
            throw unexpected(output, datatype + ' ' + Arrays.toString(shape), tensor.form());
        }
        ByteBuffer content = tensor.content();
        if (content.remaining() != bytesOf(tensor.shape())) {
            throw unexpected(
                    output,
                    "as many bytes as " + tensor.form() + " takes",
                    content.remaining() + " bytes");
        }
        return content;
    }

    private static boolean isOfShape(long[] came, long[] expected) {
        int batch = came.length - expected.length;
        if (batch != 0 && !(batch == 1 && came[0] == 1)) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            long size = came[batch + i];
            if (size < 0 || (expected[i] >= 0 && size != expected[i])) {
                return false;
            }
        }
        return true;
    }

    /** Capped, where a shape claims more than there can be. */
    private static long bytesOf(long[] shape) {
        long bytes = ELEMENT_BYTES;
        for (long size : shape) {
            bytes = size == 0 ? 0 : Math.min(MOST_BYTES, bytes * Math.min(MOST_BYTES, size));
        }
        return bytes;
    }
}
