package io.radstream.job;

import io.radstream.event.EventStep;
import io.radstream.inference.InferenceClients;
import io.radstream.inference.InferenceStep;
import io.radstream.priors.PriorsStep;
import io.radstream.record.TelemetryEvent;
import io.radstream.result.OvertakingGuard;
import io.radstream.result.ResultDocument;
import io.radstream.result.StoreStep;
import io.radstream.sidecar.PseudonymKeys;
import io.radstream.sidecar.SidecarStep;
import io.radstream.storage.ObjectStores;
import io.radstream.study.StudyStep;
import io.radstream.telemetry.ClockWatermarks;
import io.radstream.telemetry.LatencyPreAggregator;
import io.radstream.telemetry.LatencyWindows;
import java.time.Clock;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The steps of one job, made from its settings and its ports. */
public final class Steps {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final PipelineSettings settings;
    private final ObjectStores images;
    private final ObjectStores results;
    private final InferenceClients models;
    private final PseudonymKeys keys;
    private final Clock clock;

    /**
     * @param images where images and sidecars are
     * @param results where results go
     * @param clock serializable
     */
    public Steps(
            PipelineSettings settings,
            ObjectStores images,
            ObjectStores results,
            InferenceClients models,
            PseudonymKeys keys,
            Clock clock) {
        this.settings = settings;
        this.images = images;
        this.results = results;
        this.models = models;
        this.keys = keys;
        this.clock = clock;
    }

    PipelineSettings settings() {
        return settings;
    }

    EventStep event() {
        return new EventStep(clock);
    }

    StudyStep study() {
        return new StudyStep(
                settings.orphanPatience(), settings.stateTtl(), settings.dropDuplicates(), clock);
    }

    SidecarStep sidecar() {
        return new SidecarStep(images, keys, settings.sidecarLimits(), clock);
    }

    PriorsStep priors() {
        return new PriorsStep(settings.priorsTtl());
    }

    InferenceStep inference() {
        return new InferenceStep(
                images, models, settings.modelNames(), settings.inferenceLimits(), clock);
    }

    OvertakingGuard overtakingGuard() {
        return new OvertakingGuard(settings.stateTtl(), settings.guardOvertaking(), clock);
    }

    StoreStep store() {
        return new StoreStep(
                results,
                new ResultDocument(settings.intendedUse(), settings.pipelineVersion()),
                settings.storeCapacity(),
                settings.guardOvertaking(),
                clock);
    }

    WatermarkStrategy<TelemetryEvent> telemetryWatermarks() {
        return ClockWatermarks.strategy(settings.telemetryLag(), clock);
    }

    LatencyPreAggregator latencyPreAggregation() {
        return new LatencyPreAggregator(MINUTE);
    }

    LatencyWindows latencyMinutes() {
        return new LatencyWindows(MINUTE, settings.windowTtl());
    }

    LatencyWindows latencyHours() {
        return new LatencyWindows(HOUR, settings.windowTtl());
    }
}
