package io.radstream.job.cloud;

import io.radstream.job.config.AwsKeys;
import io.radstream.job.config.Mistakes;
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

    private SourceMapping() {}

    /**
     * What the settings say.
     *
     * @throws IllegalArgumentException where {@code source.start} is at fault
     * @throws io.radstream.job.config.StartRefusedException where another is
     */
    static KinesisSettings of(Settings settings, Map<String, String> environment) {
        String region = RegionMapping.need(settings, environment);
        KinesisSettings.Builder builder =
                Mistakes.blaming(
                                AwsKeys.REGION,
                                () -> KinesisSettings.of(settings.get(SourceKeys.STREAM), region))
                        .uid(settings.get(SourceKeys.UID))
                        .start(start(settings.get(SourceKeys.START_AT)))
                        .replay(settings.get(SourceKeys.REPLAY))
                        .pollInterval(settings.get(SourceKeys.POLL_INTERVAL))
                        .discoveryInterval(settings.get(SourceKeys.DISCOVERY_INTERVAL))
                        .maxRecords(settings.get(SourceKeys.MAX_RECORDS));
        settings.find(SourceKeys.ENDPOINT).ifPresent(builder::endpoint);
        settings.find(SourceKeys.FAN_OUT).map(SourceMapping::fanOut).ifPresent(builder::fanOut);
        if (Emulator.isMeant(settings, SourceKeys.ENDPOINT)) {
            builder.accessKey(new AccessKey(Emulator.KEY, Emulator.KEY));
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
