package io.radstream.inference;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads a model's outputs and refuses what is not as the model's contract says. */
final class Answer {

    private final ModelResponse response;

    Answer(ModelResponse response) {
        this.response = response;
    }

    /** An FP32 output of so many numbers, all finite. */
    float[] floats(String output, int count) {
        float[] numbers = floats(output);
        if (numbers.length != count) {
            throw unexpected(output, "FP32 of " + count + " numbers", tensor(output).form());
        }
        return numbers;
    }

    /** An FP32 output of any number of numbers, all finite. */
    float[] floats(String output) {
        ByteBuffer content = content(output, "FP32");
        float[] numbers = new float[content.remaining() / Float.BYTES];
        content.asFloatBuffer().get(numbers);
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw unexpected(output, "finite numbers", String.valueOf(number));
            }
        }
        return numbers;
    }

    /** An INT32 output of so many numbers. */
    int[] ints(String output, int count) {
        ByteBuffer content = content(output, "INT32");
        int[] numbers = new int[content.remaining() / Integer.BYTES];
        content.asIntBuffer().get(numbers);
        if (numbers.length != count) {
            throw unexpected(output, "INT32 of " + count + " numbers", tensor(output).form());
        }
        return numbers;
    }

    ModelFailureException unexpected(String output, String expected, String came) {
        String message =
                String.format(
                        "%s: expected output %s to be %s, came %s",
                        response.model().getName(), output, expected, came);
        return ModelFailureException.badAnswer(message, response.attempts());
    }

    private Tensor tensor(String output) {
        return response.output(output).orElseThrow(() -> unexpected(output, "there", "nothing"));
    }

    /**
     * The output's content, of this datatype (4 bytes an element) and as long as its shape says.
     */
    private ByteBuffer content(String output, String datatype) {
        Tensor tensor = tensor(output);
        if (!tensor.datatype().equals(datatype)) {
            throw unexpected(output, datatype, tensor.form());
        }
        long elements = Arrays.stream(tensor.shape()).reduce(1, (a, b) -> a * b);
        ByteBuffer content = tensor.content();
        if (content.remaining() != elements * 4) {
            throw unexpected(
                    output,
                    elements * 4 + " bytes for " + tensor.form(),
                    content.remaining() + " bytes");
        }
        return content;
    }
}
