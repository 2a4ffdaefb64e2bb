package io.radstream.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Good sidecars. */
final class Sidecars {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Sidecars() {}

    /** A chest radiograph of now, with what the data contract requires. */
    static ObjectNode of(String studyId, String view) {
        return JSON.createObjectNode()
                .put("study_id", studyId)
                .put("view", view)
                .put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("modality", "X-RAY")
                .put("body_part", "CHEST")
                .put("test_data", true);
    }
}
