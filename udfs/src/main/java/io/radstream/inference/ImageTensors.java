package io.radstream.inference;

import io.radstream.image.Lanczos;
import io.radstream.image.Pixels;
import io.radstream.image.PlanarTensor;
import io.radstream.image.Preprocessing;
import io.radstream.image.TensorType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * One decoded image as the tensors that models ask for: each model's own size, data type and
 * preprocessing. Models that ask for the same share one tensor.
 */
final class ImageTensors {

    private final Pixels image;
    private final Map<String, ByteBuffer> made = new HashMap<>();

    ImageTensors(Pixels image) {
        this.image = image;
    }

    /**
     * The image as this input of this model.
     *
     * @throws ModelFailureException where the model does not take an image there: an error of its
     *     deployment
     */
    Tensor tensor(ModelSignature model, String inputName) {
        TensorSpec input =
                model.input(inputName)
                        .orElseThrow(() -> mismatch(model, inputName, "no input of this name"));
        long[] shape = input.shape();
        if (shape.length != 3 || shape[0] != 3 || shape[1] < 1 || shape[2] < 1) {
            throw mismatch(model, inputName, input.toString());
        }
        TensorType type;
        Preprocessing preprocessing;
        try {
            type = TensorType.valueOf(input.datatype());
            preprocessing = Preprocessing.of(model.parameter("preprocessing").orElse("plain"));
        } catch (IllegalArgumentException e) {
            throw mismatch(model, inputName, input + " and " + e.getMessage());
        }
        String key = preprocessing + "/" + input;
        ByteBuffer content =
                made.computeIfAbsent(
                        key, k -> make((int) shape[2], (int) shape[1], type, preprocessing));
        return new Tensor(inputName, input.datatype(), model.wireShape(shape), content);
    }

    private ByteBuffer make(int width, int height, TensorType type, Preprocessing preprocessing) {
        Pixels resized = Lanczos.resize(image, width, height);
        return ByteBuffer.wrap(PlanarTensor.of(resized, type, preprocessing).bytes());
    }

    private static ModelFailureException mismatch(
            ModelSignature model, String inputName, String came) {
        return ModelFailureException.badAnswer(
                String.format(
                        "%s: expected input %s to be FP32, FP16 or UINT8 [3, height, width] with preprocessing plain or lung_ct_window, came %s",
                        model.name(), inputName, came),
                1);
    }
}
