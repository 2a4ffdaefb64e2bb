package io.radstream.job.cloud;

import io.radstream.job.config.AwsKeys;
import io.radstream.job.config.Settings;
import io.radstream.job.config.SourceKeys;
import io.radstream.job.config.StartRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The region of everything. */
final class RegionMapping {

    private static final int REGION_IN_ARN = 3;

    private RegionMapping() {}

    /**
     * The setting; else the region of a stream that is named by its ARN; else the environment's.
     *
     * @param environment of this process
     */
    static Optional<String> of(Settings settings, Map<String, String> environment) {
        return settings.find(AwsKeys.REGION)
                .or(() -> settings.find(SourceKeys.STREAM).flatMap(RegionMapping::ofArn))
                .or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
                .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")));
    }

    /**
     * The same, where nothing can be done without one.
     *
     * @throws StartRefusedException where there is none
     */
    static String need(Settings settings, Map<String, String> environment) {
        return of(settings, environment)
                .orElseThrow(
                        () ->
                                new StartRefusedException(
                                        List.of(
                                                AwsKeys.REGION.wrong(
                                                        "nothing: set it, or AWS_REGION, or name"
                                                                + " the stream by its ARN"))));
    }

    private static Optional<String> ofArn(String stream) {
        return stream.startsWith("arn:")
                ? Optional.of(stream.split(":", -1)[REGION_IN_ARN])
                : Optional.empty();
    }
}
