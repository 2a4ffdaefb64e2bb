package io.radstream.inference;

import io.radstream.record.Detection;
import io.radstream.record.DetectionResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code input} to {@code boxes} [n, 4], {@code scores} [n] and {@code labels} [n]. Boxes are x1,
 * y1, x2, y2 in pixels of the model's input; what has no score fills up a batch and is nothing.
 */
final class DetectorModel {

    private DetectorModel() {}

    static ModelRequest request(ModelSignature model, ImageTensors image) {
        return new ModelRequest(model, List.of(image.tensor(model, "input")));
    }

    /** The findings, best first, their boxes in pixels of the source image. */
    static DetectionResult answer(
            ModelSignature model, ModelResponse response, int sourceWidth, int sourceHeight) {
        long[] input = model.input("input").orElseThrow().shape();
        float scaleX = (float) sourceWidth / input[2];
        float scaleY = (float) sourceHeight / input[1];
        Answer answer = new Answer(response);
        float[] scores = answer.floats("scores", -1);
        float[] boxes = answer.floats("boxes", scores.length, 4);
        int[] labels = answer.ints("labels", scores.length);
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > 0) {
                List<Float> box =
                        List.of(
                                within(boxes[4 * i] * scaleX, sourceWidth),
                                within(boxes[4 * i + 1] * scaleY, sourceHeight),
                                within(boxes[4 * i + 2] * scaleX, sourceWidth),
                                within(boxes[4 * i + 3] * scaleY, sourceHeight));
                detections.add(new Detection(box, scores[i], labels[i]));
            }
        }
        detections.sort(Comparator.comparingDouble(Detection::getScore).reversed());
        return new DetectionResult(response.model(), detections);
    }

    private static float within(float value, int size) {
        return Math.max(0, Math.min(size, value));
    }
}
