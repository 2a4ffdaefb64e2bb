package io.radstream.bench;

import io.radstream.record.RawEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** EventBridge's envelope of S3's "Object Created", as docs/contracts.md has it. */
final class Envelope {

    private static final String TEMPLATE =
            "{\"version\":\"0\",\"id\":\"17793124-05d4-b198-2fde-7ededc63b103\","
                    + "\"detail-type\":\"Object Created\",\"source\":\"aws.s3\","
                    + "\"account\":\"111122223333\",\"time\":\"2026-03-04T05:06:07Z\","
                    + "\"region\":\"eu-central-1\",\"resources\":[\"arn:aws:s3:::images\"],"
                    + "\"detail\":{\"version\":\"0\",\"bucket\":{\"name\":\"images\"},"
                    + "\"object\":{\"key\":\"images/KEY\",\"size\":1024,"
                    + "\"etag\":\"b1946ac92492d2347c6235b4d2611184\",\"sequencer\":\"SEQUENCER\"},"
                    + "\"request-id\":\"N4N7GDK58NMKJ12R\",\"requester\":\"123456789012\","
                    + "\"source-ip-address\":\"192.0.2.1\",\"reason\":\"PutObject\"}}";
    private static final int KEY = TEMPLATE.indexOf("KEY");
    private static final int SEQUENCER = TEMPLATE.indexOf("SEQUENCER");
    private static final String BEFORE = TEMPLATE.substring(0, KEY);
    private static final String BETWEEN = TEMPLATE.substring(KEY + "KEY".length(), SEQUENCER);
    private static final String BEHIND = TEMPLATE.substring(SEQUENCER + "SEQUENCER".length());

    private Envelope() {}

    /**
     * An image or a sidecar that landed.
     *
     * @param extension png or json
     * @param sequencer orders the versions of one object
     */
    static RawEvent of(String studyId, String extension, long sequencer, long nowMs) {
        String key = studyId + "/" + studyId + "." + extension;
        String json = BEFORE + key + BETWEEN + Long.toHexString(sequencer) + BEHIND;
        return new RawEvent(
                ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)),
                "shardId-000000000000",
                "0",
                Instant.ofEpochMilli(nowMs),
                false);
    }
}
