package io.radstream.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.record.ObjectCreated;
import io.radstream.record.ObjectRef;
import io.radstream.record.RejectCode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns a record's bytes into the object that it tells of. Takes the EventBridge envelope of S3's
 * "Object Created" (Amazon S3 user guide, "Using EventBridge").
 */
final class EventDecoder {

    /** EventBridge's are UUIDs. Nothing else goes on: it would be text of unknown content. */
    private static final Pattern ENVELOPE_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern SEQUENCER = Pattern.compile("[0-9A-Fa-f]{1,64}");

    /** The years of ISO 8601; the JDK reads longer ones, which no record can hold. */
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final ObjectMapper json =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(32)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What came of one record: the object, or the code and the message of a reject. */
    static final class Decoded {

        private final ObjectCreated object;
        private final RejectCode code;
        private final String message;

        private Decoded(ObjectCreated object, RejectCode code, String message) {
            this.object = object;
            this.code = code;
            this.message = message;
        }

        /** The object, where the record told of one. */
        Optional<ObjectCreated> object() {
            return Optional.ofNullable(object);
        }

        /** The reject's code; null where there is an object. */
        RejectCode code() {
            return code;
        }

        /**
         * What was expected and what came, without any of the record's content; null where there is
         * an object.
         */
        String message() {
            return message;
        }

        private static Decoded malformed(String came) {
            return new Decoded(
                    null,
                    RejectCode.event_malformed,
                    "expected the EventBridge envelope of S3's \"Object Created\", came " + came);
        }
    }

    /** Never throws, whatever the bytes. */
    Decoded decode(byte[] payload, Instant arrivedAt, boolean replay) {
        JsonNode envelope;
        try {
            envelope = json.readTree(payload);
        } catch (JsonProcessingException e) {
            return Decoded.malformed(payload.length + " bytes that are not JSON");
        } catch (IOException | RuntimeException e) {
            return Decoded.malformed(payload.length + " bytes that cannot be read as JSON");
        }
        if (!envelope.isObject()) {
            return Decoded.malformed("JSON that is not an object");
        }
        List<String> problems = new ArrayList<>();
        expect(envelope, "source", "aws.s3", problems);
        expect(envelope, "detail-type", "Object Created", problems);
        Instant eventAt = time(envelope.path("time"), problems);
        JsonNode detail = envelope.path("detail");
        String bucket = text(detail.path("bucket"), "name", "detail.bucket.name", problems);
        JsonNode object = detail.path("object");
        String key = text(object, "key", "detail.object.key", problems);
        String etag = text(object, "etag", "detail.object.etag", problems);
        String sequencer = sequencer(object.path("sequencer"), problems);
        long size = size(object.path("size"), problems);
        if (!problems.isEmpty()) {
            return Decoded.malformed("one in which " + String.join("; ", problems));
        }
        Optional<KeyLayout> layout = KeyLayout.parse(key);
        if (layout.isEmpty()) {
            return new Decoded(null, RejectCode.key_unrecognised, KeyLayout.explain(key));
        }
        ObjectRef reference =
                ObjectRef.newBuilder()
                        .setBucket(bucket)
                        .setKey(key)
                        .setVersionId(versionId(object.path("version-id")))
                        .setEtag(etag)
                        .setSequencer(sequencer)
                        .setSizeBytes(size)
                        .setEventAt(eventAt)
                        .setArrivedAt(arrivedAt)
                        .setEnvelopeId(envelopeId(envelope.path("id")))
                        .build();
        return new Decoded(
                new ObjectCreated(layout.get().studyId(), layout.get().half(), reference, replay),
                null,
                null);
    }

    private static void expect(
            JsonNode envelope, String field, String value, List<String> problems) {
        if (!value.equals(envelope.path(field).asText(null))) {
            problems.add(field + " is not \"" + value + "\"");
        }
    }

    private static String text(JsonNode parent, String field, String path, List<String> problems) {
        String value = parent.path(field).isTextual() ? parent.path(field).asText() : "";
        if (value.isEmpty()) {
            problems.add(path + " is no text");
        }
        return value;
    }

    /** Absent, null and empty alike tell of a bucket without versioning. */
    private static String versionId(JsonNode node) {
        return node.asText("").isEmpty() ? null : node.asText();
    }

    private static String envelopeId(JsonNode node) {
        return ENVELOPE_ID.matcher(node.asText("")).matches() ? node.asText() : null;
    }

    private static String sequencer(JsonNode node, List<String> problems) {
        if (node.isTextual() && SEQUENCER.matcher(node.asText()).matches()) {
            return node.asText();
        }
        problems.add("detail.object.sequencer is no hex text");
        return "";
    }

    private static long size(JsonNode node, List<String> problems) {
        if (node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0) {
            return node.asLong();
        }
        problems.add("detail.object.size is no number of bytes");
        return 0;
    }

    private static Instant time(JsonNode node, List<String> problems) {
        try {
            Instant time = OffsetDateTime.parse(node.asText()).toInstant();
            if (!time.isBefore(FIRST_TIME) && !time.isAfter(LAST_TIME)) {
                return time;
            }
        } catch (DateTimeException e) {
            // As any other that is none.
        }
        problems.add("time is no ISO-8601 time");
        return Instant.EPOCH;
    }
}
