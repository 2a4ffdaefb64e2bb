package io.radstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.ImageSize;
import io.radstream.record.Metadata;
import io.radstream.record.Priority;
import io.radstream.record.Priors;
import io.radstream.record.Stage;
import io.radstream.record.StageTiming;
import io.radstream.record.StudyResult;
import io.radstream.record.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResultDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode document(StudyResult result) throws Exception {
        return JSON.readTree(new ResultDocument("demonstration", "1.2.3").bytes(result));
    }

    private static Metadata full() {
        return Metadata.newBuilder()
                .setView("AP")
                .setTimestamp(ManualClock.START)
                .setPatientPseudonym("ab".repeat(32))
                .setPseudonymKeyId("k1")
                .setStudyDate("2026-03-04")
                .setModality("X-RAY")
                .setBodyPart("CHEST")
                .setImageSize(new ImageSize(640, 480))
                .setPriority(Priority.stat)
                .setAnnotationsJson("[{\"note\":\"left base\"}]")
                .setPipelineVersion("2.1")
                .setTestData(true)
                .setAllowedJson(Map.of("site", "\"north\""))
                .build();
    }

    @Test
    void isTheContracts() throws Exception {
        StudyResult result = Records.result("S1", 1);
        result.setMetadata(full());
        result.setPriors(new Priors(2, ManualClock.START));
        result.setWarnings(List.of("a warning"));
        result.setTimeline(new Timeline(0L, 0L, List.of(new StageTiming(Stage.fetch_image, 12.5))));

        ObjectNode document = (ObjectNode) document(result);
        JsonNode encoder = document.path("inference_results").path("encoder");
        assertThat(encoder.path("image_features")).hasSize(768);
        assertThat(encoder.path("image_features").get(767).floatValue()).isEqualTo(0.5f);
        assertThat(encoder.path("text_features").get(0).floatValue()).isEqualTo(0.25f);
        assertThat(encoder.path("joint_features").get(0).floatValue()).isEqualTo(0.125f);
        ((ObjectNode) encoder).remove(List.of("image_features", "text_features", "joint_features"));
        assertThat(document)
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"schema_version":"1.0","study_id":"S1",
                                 "study_version":"0000000000000001.0000000000000001",
                                 "timestamp":"2026-03-04T05:06:07Z",
                                 "image":{"bucket":"images-bucket","key":"images/S1/S1.jpg","version_id":null,
                                   "etag":"etag-0000000000000001","width":640,"height":480,"format":"jpeg"},
                                 "inference_results":{
                                   "classifier":{"model_name":"radstream_classifier","model_version":"1",
                                     "model_digest":"sha256:00","arm":"stable",
                                     "predictions":{"normal":0.75,"other":0.25},"top":"normal","confidence":0.75},
                                   "detector":{"model_name":"radstream_detector","model_version":"1",
                                     "model_digest":"sha256:00","arm":"stable",
                                     "detections":[{"box":[1.0,2.0,3.0,4.0],"score":0.5,"label":0}]},
                                   "encoder":{"model_name":"radstream_encoder","model_version":"1",
                                     "model_digest":"sha256:00","arm":"stable"}},
                                 "priors":{"count":2,"last_at":"2026-03-04T05:06:07Z"},
                                 "metadata":{"study_id":"S1","view":"AP","timestamp":"2026-03-04T05:06:07Z",
                                   "patient_pseudonym":"%s","pseudonym_key_id":"k1","study_date":"2026-03-04",
                                   "modality":"X-RAY","body_part":"CHEST","image_size":{"width":640,"height":480},
                                   "priority":"stat","annotations":[{"note":"left base"}],"pipeline_version":"2.1",
                                   "test_data":true,"site":"north"},
                                 "warnings":["a warning"],"timings_ms":{"fetch_image":12.5},
                                 "intended_use":"demonstration","pipeline_version":"1.2.3"}
                                """
                                        .formatted("ab".repeat(32))));
    }

    @Test
    void tellsAStudyWithoutAPatientPlainly() throws Exception {
        JsonNode document = document(Records.result("S1", 1));

        assertThat(document.path("priors").path("count").asInt(-1)).isZero();
        assertThat(document.path("priors").path("last_at").isNull()).isTrue();
        assertThat(document.path("metadata").path("patient_pseudonym").isNull()).isTrue();
        assertThat(document.path("metadata").has("annotations")).isFalse();
        assertThat(document.path("warnings")).isEmpty();
    }

    /** A float's shortest form, not that of the double beside it. */
    @Test
    void writesFloatsAsTheyWere() {
        StudyResult result = Records.result("S1", 1);
        result.getClassification().setConfidence(0.1f);

        byte[] bytes = new ResultDocument("demonstration", "1.2.3").bytes(result);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"confidence\":0.1}");
    }

    /** The same result is archived behind the store: reading it must not use it up. */
    @Test
    void givesTheSameBytesAgain() {
        StudyResult result = Records.result("S1", 1);
        ResultDocument document = new ResultDocument("demonstration", "1.2.3");

        assertThat(document.bytes(result)).isEqualTo(document.bytes(result));
    }

    @Test
    void isOneLine() {
        StudyResult result = Records.result("S1", 1);
        result.setWarnings(List.of("two\nlines"));

        assertThat(new ResultDocument("demonstration", "1.2.3").bytes(result)).doesNotContain('\n');
    }
}
