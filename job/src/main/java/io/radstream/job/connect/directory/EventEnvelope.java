package io.radstream.job.connect.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The envelope in which EventBridge would tell of a file, were the folder a bucket. */
final class EventEnvelope {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventEnvelope() {}

    /**
     * The envelope in UTF-8.
     *
     * @param at the event's time; told in whole seconds, as S3 does
     */
    static byte[] of(String bucket, FileState file, Instant at) {
        String id =
                UUID.nameUUIDFromBytes(
                                (file.key() + file.sequencer()).getBytes(StandardCharsets.UTF_8))
                        .toString();
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("version", "0");
        envelope.put("id", id);
        envelope.put("detail-type", "Object Created");
        envelope.put("source", "aws.s3");
        envelope.put("account", "000000000000");
        envelope.put("time", at.truncatedTo(ChronoUnit.SECONDS).toString());
        envelope.put("region", "local");
        envelope.putArray("resources").add("arn:aws:s3:::" + bucket);
        ObjectNode detail = envelope.putObject("detail");
        detail.put("version", "0");
        detail.putObject("bucket").put("name", bucket);
        detail.putObject("object")
                .put("key", file.key())
                .put("size", file.sizeBytes())
                .put("etag", file.etag())
                .put("sequencer", file.sequencer());
        detail.put("request-id", id);
        detail.put("requester", "000000000000");
        detail.put("source-ip-address", "127.0.0.1");
        detail.put("reason", "PutObject");
        return envelope.toString().getBytes(StandardCharsets.UTF_8);
    }
}
