package io.radstream.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.record.EventOrigin;
import io.radstream.record.ObjectRef;
import io.radstream.record.Reject;

/** A reject as the JSON document of the dead letters. The fields are the data contract's. */
public final class RejectDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RejectDocument() {}

    /** The document in UTF-8, on one line. */
    public static byte[] bytes(Reject reject) {
        ObjectNode document = JSON.createObjectNode();
        document.put("study_id", reject.getStudyId());
        document.put("study_version", reject.getStudyVersion());
        document.set("event", event(reject));
        document.put("stage", reject.getStage());
        document.put("code", reject.getCode().name());
        document.put("message", reject.getMessage());
        document.put("attempts", reject.getAttempts());
        document.put("at", reject.getAt().toString());
        document.put("replay", reject.getReplay());
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes can always be written", e);
        }
    }

    /**
     * The document's {@code event} as JSON text: the objects, or where the event is to be found in
     * the stream.
     */
    public static String eventJson(Reject reject) {
        return event(reject).toString();
    }

    private static JsonNode event(Reject reject) {
        EventOrigin origin = reject.getOrigin();
        if (origin != null) {
            return JSON.createObjectNode()
                    .put("shard", origin.getShard())
                    .put("sequence_number", origin.getSequenceNumber())
                    .put("length", origin.getLength())
                    .put("sha256", origin.getSha256());
        }
        ArrayNode objects = JSON.createArrayNode();
        for (ObjectRef object : reject.getObjects()) {
            objects.addObject()
                    .put("bucket", object.getBucket())
                    .put("key", object.getKey())
                    .put("version_id", object.getVersionId())
                    .put("etag", object.getEtag())
                    .put("sequencer", object.getSequencer())
                    .put("size", object.getSizeBytes())
                    .put("time", object.getEventAt().toString())
                    .put("envelope_id", object.getEnvelopeId());
        }
        return objects;
    }
}
