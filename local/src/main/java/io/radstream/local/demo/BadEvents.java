package io.radstream.local.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records in the stream that are no image events, each kind once. */
final class BadEvents {

    private static final String NOT_JSON = "%PDF-1.7 this is no event";
    private static final String OTHER_ENVELOPE =
            "{\"source\":\"aws.ec2\",\"detail-type\":\"EC2 Instance State-change Notification\",\"detail\":{}}";

    private BadEvents() {}

    /** What they are, in the order of {@link #payloads}. */
    static List<BadInput> kinds() {
        return List.of(
                new BadInput("", "a record that is not JSON", "event_malformed"),
                new BadInput("", "a record that tells of something else", "event_malformed"));
    }

    static List<byte[]> payloads() {
        return List.of(
                NOT_JSON.getBytes(StandardCharsets.UTF_8),
                OTHER_ENVELOPE.getBytes(StandardCharsets.UTF_8));
    }
}
