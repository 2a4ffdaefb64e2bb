package io.radstream.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.radstream.record.Classification;
import io.radstream.record.Detection;
import io.radstream.record.DetectionResult;
import io.radstream.record.Encoding;
import io.radstream.record.Metadata;
import io.radstream.record.ModelUse;
import io.radstream.record.ObjectRef;
import io.radstream.record.Priors;
import io.radstream.record.StudyResult;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * A result as the JSON document that is stored and archived. The fields are the data contract's.
 */
public final class ResultDocument implements Serializable {

    /** Raised with every change of the document's form. */
    public static final String SCHEMA_VERSION = "1.0";

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String intendedUse;
    private final String pipelineVersion;

    /**
     * @param intendedUse what the models may be used for; {@code demonstration} for the shipped
     *     ones
     * @param pipelineVersion the version of RadStream
     */
    public ResultDocument(String intendedUse, String pipelineVersion) {
        this.intendedUse = intendedUse;
        this.pipelineVersion = pipelineVersion;
    }

    /** The document in UTF-8, on one line. */
    public byte[] bytes(StudyResult result) {
        ObjectNode document = JSON.createObjectNode();
        document.put("schema_version", SCHEMA_VERSION);
        document.put("study_id", result.getStudy().getStudyId());
        document.put("study_version", result.getStudy().getStudyVersion());
        document.put("timestamp", result.getFinishedAt().toString());
        image(document.putObject("image"), result);
        ObjectNode inference = document.putObject("inference_results");
        classifier(inference.putObject("classifier"), result.getClassification());
        detector(inference.putObject("detector"), result.getDetection());
        encoder(inference.putObject("encoder"), result.getEncoding());
        priors(document.putObject("priors"), result.getPriors());
        metadata(document.putObject("metadata"), result);
        result.getWarnings().forEach(document.putArray("warnings")::add);
        ObjectNode timings = document.putObject("timings_ms");
        result.getTimeline()
                .getStages()
                .forEach(timing -> timings.put(timing.getStage().name(), timing.getLatencyMs()));
        document.put("intended_use", intendedUse);
        document.put("pipeline_version", pipelineVersion);
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }

    private static void image(ObjectNode node, StudyResult result) {
        ObjectRef object = result.getStudy().getImage();
        node.put("bucket", object.getBucket());
        node.put("key", object.getKey());
        node.put("version_id", object.getVersionId());
        node.put("etag", object.getEtag());
        node.put("width", result.getImage().getWidth());
        node.put("height", result.getImage().getHeight());
        node.put("format", result.getImage().getFormat());
    }

    private static void model(ObjectNode node, ModelUse model) {
        node.put("model_name", model.getName());
        node.put("model_version", model.getVersion());
        node.put("model_digest", model.getDigest());
        node.put("arm", model.getArm());
    }

    private static void classifier(ObjectNode node, Classification classification) {
        model(node, classification.getModel());
        ObjectNode predictions = node.putObject("predictions");
        classification
                .getPredictions()
                .forEach(score -> predictions.put(score.getName(), score.getProbability()));
        node.put("top", classification.getTop());
        node.put("confidence", classification.getConfidence());
    }

    private static void detector(ObjectNode node, DetectionResult detection) {
        model(node, detection.getModel());
        ArrayNode detections = node.putArray("detections");
        for (Detection found : detection.getDetections()) {
            ObjectNode entry = detections.addObject();
            found.getBox().forEach(entry.putArray("box")::add);
            entry.put("score", found.getScore());
            entry.put("label", found.getLabel());
        }
    }

    private static void encoder(ObjectNode node, Encoding encoding) {
        model(node, encoding.getModel());
        vector(node.putArray("image_features"), encoding.getImageFeatures());
        vector(node.putArray("text_features"), encoding.getTextFeatures());
        vector(node.putArray("joint_features"), encoding.getJointFeatures());
    }

    private static void vector(ArrayNode node, ByteBuffer littleEndian) {
        ByteBuffer numbers = littleEndian.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (numbers.hasRemaining()) {
            node.add(numbers.getFloat());
        }
    }

    private static void priors(ObjectNode node, Priors priors) {
        node.put("count", priors == null ? 0 : priors.getCount());
        node.put("last_at", priors == null ? null : text(priors.getLastAt()));
    }

    private static void metadata(ObjectNode node, StudyResult result) {
        Metadata metadata = result.getMetadata();
        node.put("study_id", result.getStudy().getStudyId());
        node.put("view", metadata.getView());
        node.put("timestamp", metadata.getTimestamp().toString());
        node.put("patient_pseudonym", metadata.getPatientPseudonym());
        node.put("pseudonym_key_id", metadata.getPseudonymKeyId());
        node.put("study_date", metadata.getStudyDate());
        node.put("modality", metadata.getModality());
        node.put("body_part", metadata.getBodyPart());
        if (metadata.getImageSize() != null) {
            node.putObject("image_size")
                    .put("width", metadata.getImageSize().getWidth())
                    .put("height", metadata.getImageSize().getHeight());
        }
        node.put("priority", metadata.getPriority().name());
        if (metadata.getAnnotationsJson() != null) {
            node.putRawValue("annotations", new RawValue(metadata.getAnnotationsJson()));
        }
        node.put("pipeline_version", metadata.getPipelineVersion());
        node.put("test_data", metadata.getTestData());
        metadata.getAllowedJson()
                .forEach((name, json) -> node.putRawValue(name, new RawValue(json)));
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
