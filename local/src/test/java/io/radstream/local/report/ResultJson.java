package io.radstream.local.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Result documents, of the data contract's form as far as a report reads them. */
final class ResultJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ResultJson() {}

    static ObjectNode of(String studyId, int width, int height) {
        ObjectNode document = JSON.createObjectNode();
        document.put("study_id", studyId);
        document.putObject("image")
                .put("key", "images/" + studyId + "/" + studyId + ".png")
                .put("width", width)
                .put("height", height);
        ObjectNode inference = document.putObject("inference_results");
        inference
                .putObject("classifier")
                .put("top", "normal")
                .put("confidence", 0.75)
                .putObject("predictions")
                .put("normal", 0.75)
                .put("other", 0.25);
        ObjectNode detection = inference.putObject("detector").putArray("detections").addObject();
        ArrayNode box = detection.putArray("box");
        box.add(10).add(20).add(30).add(60);
        detection.put("score", 0.9).put("label", 3);
        document.putObject("priors").put("count", 2);
        document.putObject("metadata")
                .put("view", "PA")
                .put("patient_pseudonym", "feedface")
                .put("test_data", true);
        document.putArray("warnings").add("the image is smaller than its sidecar says");
        document.put("intended_use", "demonstration");
        document.put("pipeline_version", "0.1.0");
        return document;
    }

    static String key(String studyId) {
        return "results/" + studyId + "/2026/11/24/" + studyId + "_results.json";
    }
}
