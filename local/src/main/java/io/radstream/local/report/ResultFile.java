package io.radstream.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gallery shows of a stored result. Neither pseudonym nor annotations: they are for the
 * result's own readers.
 *
 * @param key the result's key
 * @param imageKey the image's
 * @param width of the image as it was decoded, pixels
 * @param height of the image as it was decoded, pixels
 * @param testData whether its sidecar calls it test data
 * @param priors studies of the same patient before
 * @param confidence of the top class, 0 to 1, as the classifier states it
 * @param intendedUse what the models may be used for
 */
record ResultFile(
        String studyId,
        String key,
        String imageKey,
        int width,
        int height,
        String view,
        boolean testData,
        long priors,
        String top,
        double confidence,
        List<Prediction> predictions,
        List<Detection> detections,
        List<String> warnings,
        String intendedUse,
        String pipelineVersion) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Results take about 30 KB; what is much longer is none of ours. */
    private static final long LONGEST_BYTES = 4 << 20;

    /** One class, 0 to 1. */
    record Prediction(String name, double probability) {}

    /** One finding; its box in pixels of the image, its score 0 to 1. */
    record Detection(double x1, double y1, double x2, double y2, double score, long label) {}

    /** Reads the result with this key; nothing where it is not there, or is no result. */
    static Optional<ResultFile> read(Path root, String key) {
        Path file = root.resolve(key).normalize();
        if (!file.startsWith(root)) {
            return Optional.empty();
        }
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_BYTES) {
                return Optional.empty();
            }
            return Optional.of(of(key, JSON.readTree(file.toFile())))
                    .filter(result -> result.width > 0 && result.height > 0);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static ResultFile of(String key, JsonNode document) {
        JsonNode image = document.path("image");
        JsonNode metadata = document.path("metadata");
        JsonNode classifier = document.path("inference_results").path("classifier");
        return new ResultFile(
                document.path("study_id").asText(),
                key,
                image.path("key").asText(),
                image.path("width").asInt(),
                image.path("height").asInt(),
                metadata.path("view").asText(),
                metadata.path("test_data").asBoolean(),
                document.path("priors").path("count").asLong(),
                classifier.path("top").asText(),
                classifier.path("confidence").asDouble(),
                predictions(classifier.path("predictions")),
                detections(document.path("inference_results").path("detector")),
                texts(document.path("warnings")),
                document.path("intended_use").asText(),
                document.path("pipeline_version").asText());
    }

    private static List<Prediction> predictions(JsonNode node) {
        List<Prediction> predictions = new ArrayList<>();
        node.fields()
                .forEachRemaining(
                        entry ->
                                predictions.add(
                                        new Prediction(
                                                entry.getKey(), entry.getValue().asDouble())));
        return predictions;
    }

    private static List<Detection> detections(JsonNode detector) {
        List<Detection> detections = new ArrayList<>();
        for (JsonNode one : detector.path("detections")) {
            JsonNode box = one.path("box");
            detections.add(
                    new Detection(
                            box.path(0).asDouble(),
                            box.path(1).asDouble(),
                            box.path(2).asDouble(),
                            box.path(3).asDouble(),
                            one.path("score").asDouble(),
                            one.path("label").asLong()));
        }
        return detections;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
