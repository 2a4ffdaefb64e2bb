package io.radstream.inference;

import io.radstream.record.ClassScore;
import io.radstream.record.Classification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code input} to {@code predictions} [classes] and {@code confidence} [1]. */
final class ClassifierModel {

    private static final String DEFAULT_CLASSES = "normal,pneumonia,covid,tuberculosis,other";

    private ClassifierModel() {}

    static ModelRequest request(ModelSignature model, ImageTensors image) {
        return new ModelRequest(model, List.of(image.tensor(model, "input")));
    }

    static Classification answer(ModelSignature model, ModelResponse response) {
        String[] classes = model.parameter("labels").orElse(DEFAULT_CLASSES).split(",", -1);
        Answer answer = new Answer(response);
        float[] predictions = answer.floats("predictions", classes.length);
        float confidence = answer.floats("confidence", 1)[0];
        List<ClassScore> scores = new ArrayList<>();
        for (int i = 0; i < classes.length; i++) {
            scores.add(new ClassScore(classes[i].trim(), predictions[i]));
        }
        ClassScore top =
                scores.stream()
                        .max(Comparator.comparingDouble(ClassScore::getProbability))
                        .orElseThrow();
        return new Classification(response.model(), scores, top.getName(), confidence);
    }
}
