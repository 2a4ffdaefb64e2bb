package io.radstream.telemetry;

import io.radstream.record.ModelUse;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import io.radstream.record.TelemetryEvent;
import java.time.Instant;

/** Rows of telemetry. */
final class Events {

    private Events() {}

    static TelemetryEvent at(Instant time, double latencyMs) {
        return of(time, Stage.fetch_image, Status.success, latencyMs, null);
    }

    static TelemetryEvent of(
            Instant time, Stage stage, Status status, double latencyMs, ModelUse model) {
        return TelemetryEvent.newBuilder()
                .setEventId("id")
                .setStudyId("S1")
                .setStage(stage)
                .setStatus(status)
                .setLatencyMs(latencyMs)
                .setTimestamp(time)
                .setModel(model)
                .build();
    }
}
