package io.radstream.job.cloud;

import io.radstream.inference.InferenceLimits;
import io.radstream.inference.ModelNames;
import io.radstream.job.PipelineSettings;
import io.radstream.job.config.ModelsKeys;
import io.radstream.job.config.PhiKeys;
import io.radstream.job.config.PipelineKeys;
import io.radstream.job.config.Settings;
import io.radstream.sidecar.SidecarLimits;
import java.time.Duration;
import java.util.Set;

/** What can be set of the steps. */
final class PipelineMapping {

    private static final Duration MOST_IN_FUTURE = Duration.ofDays(1);

    private PipelineMapping() {}

    /**
     * What the settings say.
     *
     * @param version of RadStream
     * @throws IllegalArgumentException where {@code phi.allowed-fields} is at fault
     */
    static PipelineSettings of(Settings settings, String version) {
        return PipelineSettings.defaults()
                .withOrphanPatience(settings.get(PipelineKeys.ORPHAN_PATIENCE))
                .withStateTtl(settings.get(PipelineKeys.STATE_TTL))
                .withPriorsTtl(settings.get(PipelineKeys.PRIORS_TTL))
                .withWindowTtl(settings.get(PipelineKeys.WINDOW_TTL))
                .withTelemetryLag(settings.get(PipelineKeys.TELEMETRY_LAG))
                .withAsyncCapacity(settings.get(PipelineKeys.ASYNC_CAPACITY))
                .withStoreCapacity(settings.get(PipelineKeys.STORE_CAPACITY))
                .withInferenceLimits(
                        new InferenceLimits(
                                settings.get(PipelineKeys.STUDIES_IN_FLIGHT),
                                settings.get(PipelineKeys.OBJECT_MEMORY),
                                settings.get(PipelineKeys.DECODED_MEMORY),
                                settings.get(PipelineKeys.IMAGE_THREADS)))
                .withSidecarLimits(
                        new SidecarLimits(
                                MOST_IN_FUTURE,
                                // No sidecar is larger than that.
                                (int)
                                        Math.min(
                                                SidecarLimits.MOST_BYTES,
                                                settings.get(PhiKeys.CARRIED_SIZE)),
                                settings.find(PhiKeys.ALLOWED_FIELDS).orElse(Set.of())))
                .withModelNames(names(settings))
                .withIntendedUse(settings.get(PipelineKeys.INTENDED_USE))
                .withPipelineVersion(version);
    }

    private static ModelNames names(Settings settings) {
        return new ModelNames(
                settings.get(ModelsKeys.CLASSIFIER),
                settings.get(ModelsKeys.DETECTOR),
                settings.get(ModelsKeys.ENCODER));
    }
}
