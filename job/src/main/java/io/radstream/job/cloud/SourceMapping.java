package io.radstream.job.cloud;

import io.radstream.job.config.AwsKeys;
import io.radstream.job.config.Settings;
import io.radstream.job.config.SourceKeys;
import io.radstream.job.connect.kinesis.AccessKey;
import io.radstream.job.connect.kinesis.FanOut;
import io.radstream.job.connect.kinesis.KinesisSettings;
import io.radstream.job.connect.kinesis.StartPosition;
import java.time.Instant;
import java.util.Map;

/** The stream, and how it is read. */
final class SourceMapping {

    /** What emulators take, and AWS does not. */
    private static final AccessKey EMULATOR = new AccessKey("test", "test");

    private SourceMapping() {}

    /**
     * What the settings say.
     *
     * @throws IllegalArgumentException where they contradict each other
     */
    static KinesisSettings of(Settings settings, Map<String, String> environment) {
        String region =
                RegionMapping.of(settings, environment)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "expected a region, came none: set aws.region, or"
                                                        + " AWS_REGION, or name the stream by its ARN"));
        KinesisSettings.Builder builder =
                KinesisSettings.of(settings.get(SourceKeys.STREAM), region)
                        .uid(settings.get(SourceKeys.UID))
                        .start(start(settings.get(SourceKeys.START_AT)))
                        .replay(settings.get(SourceKeys.REPLAY))
                        .pollInterval(settings.get(SourceKeys.POLL_INTERVAL))
                        .discoveryInterval(settings.get(SourceKeys.DISCOVERY_INTERVAL))
                        .maxRecords(settings.get(SourceKeys.MAX_RECORDS));
        settings.find(SourceKeys.ENDPOINT).ifPresent(builder::endpoint);
        settings.find(SourceKeys.FAN_OUT).map(SourceMapping::fanOut).ifPresent(builder::fanOut);
        if (settings.get(AwsKeys.CREDENTIALS) == AwsKeys.Credentials.EMULATOR) {
            builder.accessKey(EMULATOR);
        }
        return builder.build();
    }

    private static StartPosition start(String text) {
        switch (text) {
            case "horizon":
                return StartPosition.horizon();
            case "latest":
                return StartPosition.latest();
            default:
                return StartPosition.at(Instant.parse(text));
        }
    }

    private static FanOut fanOut(String consumer) {
        return consumer.startsWith("arn:")
                ? FanOut.existing(consumer)
                : FanOut.registered(consumer);
    }
}
