package io.radstream.job.connect.iceberg;

import io.radstream.record.LatencyWindow;
import io.radstream.record.Metadata;
import io.radstream.record.ModelUse;
import io.radstream.record.PublishedResult;
import io.radstream.record.Reject;
import io.radstream.record.StudyResult;
import io.radstream.record.TelemetryEvent;
import io.radstream.result.RejectDocument;
import io.radstream.telemetry.LatencySketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The tables that the job owns: the data contract's names, each column once. */
public final class Tables {

    /** The database of all tables. */
    public static final String DATABASE = "radstream_analytics";

    private final Arms arms;

    /** Tables whose rows carry these arms. */
    public Tables(Arms arms) {
        this.arms = arms;
    }

    /** All of them. */
    public List<TableDefinition<?>> all() {
        return List.of(telemetryEvents(), latencyWindows(), inferenceResults(), rejects());
    }

    /** One row a stage and study version. */
    public TableDefinition<TelemetryEvent> telemetryEvents() {
        List<Column<TelemetryEvent>> columns = new ArrayList<>();
        columns.add(
                Column.text(
                        "event_id",
                        "the same for a replay of the same stage; queries take one",
                        TelemetryEvent::getEventId));
        columns.add(Column.text("study_id", "the study", TelemetryEvent::getStudyId));
        columns.add(
                Column.text(
                        "study_version",
                        "sequencers of image and sidecar",
                        TelemetryEvent::getStudyVersion));
        columns.add(Column.text("stage", "the stage", event -> event.getStage().name()));
        columns.add(
                Column.text(
                        "status",
                        "success, failed (the input's fault), error (the system's), waiting, superseded",
                        event -> event.getStatus().name()));
        columns.add(
                Column.number(
                        "latency_ms",
                        "milliseconds that the stage took; so far, where it waits",
                        TelemetryEvent::getLatencyMs));
        columns.add(
                Column.time("timestamp", "end of the stage, UTC", TelemetryEvent::getTimestamp));
        columns.add(
                Column.text(
                        "error_code",
                        "the reject's code; null where the stage succeeded",
                        TelemetryEvent::getErrorCode));
        columns.add(
                Column.text(
                        "error_message",
                        "what was expected and what came, or what is waited for",
                        TelemetryEvent::getErrorMessage));
        columns.add(
                Column.text("producer", "the step that wrote this", TelemetryEvent::getProducer));
        columns.add(
                Column.whole(
                        "attempts",
                        "how often the stage's call was tried",
                        event -> (long) event.getAttempts()));
        columns.add(
                Column.flag("replay", "whether the study is a replay", TelemetryEvent::getReplay));
        columns.add(
                Column.text(
                        "metadata",
                        "further facts as a JSON object",
                        TelemetryEvent::getMetadataJson));
        addModel(columns, TelemetryEvent::getModel);
        addArms(columns);
        return new TableDefinition<>("telemetry_events", "timestamp", columns);
    }

    /** Rows are partial: those of one window add up. */
    public TableDefinition<LatencyWindow> latencyWindows() {
        List<Column<LatencyWindow>> columns = new ArrayList<>();
        columns.add(Column.text("window_size", "1m or 1h", Tables::size));
        columns.add(
                Column.time(
                        "window_start", "start of the window, UTC", LatencyWindow::getWindowStart));
        columns.add(
                Column.time(
                        "window_end",
                        "end of the window, not in it, UTC",
                        LatencyWindow::getWindowEnd));
        columns.add(Column.text("stage", "the stage", window -> window.getStage().name()));
        columns.add(Column.whole("count", "stages that ended", LatencyWindow::getCount));
        columns.add(
                Column.whole(
                        "success", "of them, those that succeeded", LatencyWindow::getSuccess));
        columns.add(
                Column.whole(
                        "failed",
                        "of them, those that failed by the input's fault",
                        LatencyWindow::getFailed));
        columns.add(
                Column.whole(
                        "error",
                        "of them, those that failed by the system's fault",
                        LatencyWindow::getError));
        columns.add(Column.number("min_ms", "the shortest, milliseconds", LatencyWindow::getMinMs));
        columns.add(Column.number("max_ms", "the longest, milliseconds", LatencyWindow::getMaxMs));
        columns.add(Column.number("sum_ms", "all together, milliseconds", LatencyWindow::getSumMs));
        columns.add(
                Column.number(
                        "mean_ms",
                        "sum by count, of this row",
                        window -> window.getSumMs() / window.getCount()));
        columns.add(
                Column.number(
                        "p50_ms",
                        "median of this row; merge sketches for any range",
                        quantile(0.50)));
        columns.add(Column.number("p95_ms", "95th percentile of this row", quantile(0.95)));
        columns.add(Column.number("p99_ms", "99th percentile of this row", quantile(0.99)));
        columns.add(
                Column.binary(
                        "sketch",
                        "t-digest as Trino reads it: cast(sketch as tdigest)",
                        LatencyWindow::getSketch));
        addModel(columns, LatencyWindow::getModel);
        addArms(columns);
        return new TableDefinition<>("latency_windows", "window_start", columns);
    }

    /** One row a study version that was published. */
    public TableDefinition<PublishedResult> inferenceResults() {
        List<Column<PublishedResult>> columns = new ArrayList<>();
        columns.add(
                Column.text(
                        "study_id",
                        "the study",
                        published -> published.getResult().getStudy().getStudyId()));
        columns.add(
                Column.text(
                        "study_version",
                        "sequencers of image and sidecar",
                        published -> published.getResult().getStudy().getStudyVersion()));
        columns.add(
                Column.time(
                        "timestamp",
                        "when the result had been stored, UTC",
                        PublishedResult::getStoredAt));
        columns.add(
                Column.text(
                        "view",
                        "PA, AP, LATERAL, OBLIQUE or OTHER",
                        published -> metadata(published).getView()));
        columns.add(
                Column.text(
                        "modality",
                        "such as X-RAY",
                        published -> metadata(published).getModality()));
        columns.add(
                Column.text(
                        "body_part",
                        "such as CHEST",
                        published -> metadata(published).getBodyPart()));
        columns.add(
                Column.text(
                        "patient_pseudonym",
                        "HMAC-SHA256 of the patient's id; null without a patient",
                        published -> metadata(published).getPatientPseudonym()));
        columns.add(
                Column.text(
                        "pseudonym_key_id",
                        "names the key of the pseudonym",
                        published -> metadata(published).getPseudonymKeyId()));
        columns.add(
                Column.text(
                        "top_class",
                        "the most probable class",
                        published -> published.getResult().getClassification().getTop()));
        columns.add(
                Column.number(
                        "confidence",
                        "0 to 1, as the classifier states it",
                        published ->
                                (double)
                                        published.getResult().getClassification().getConfidence()));
        columns.add(
                Column.whole(
                        "detections",
                        "findings of the detector",
                        published ->
                                (long)
                                        published
                                                .getResult()
                                                .getDetection()
                                                .getDetections()
                                                .size()));
        columns.add(
                Column.number(
                        "e2e_ms",
                        "milliseconds from the arrival of the half that completed the study to the stored result",
                        PublishedResult::getEndToEndMs));
        columns.add(
                Column.whole(
                        "image_bytes",
                        "size of the image object",
                        published -> published.getResult().getStudy().getImage().getSizeBytes()));
        columns.add(Column.text("key", "the result's key", PublishedResult::getKey));
        columns.add(
                Column.flag(
                        "replay",
                        "whether the study is a replay",
                        published -> published.getResult().getStudy().getReplay()));
        addModel(columns, published -> published.getResult().getClassification().getModel());
        addArms(columns);
        return new TableDefinition<>("inference_results", "timestamp", columns);
    }

    /** One row a study version, or event, that ended without a result. */
    public TableDefinition<Reject> rejects() {
        List<Column<Reject>> columns = new ArrayList<>();
        columns.add(
                Column.text(
                        "study_id",
                        "the study; null where the event names none",
                        Reject::getStudyId));
        columns.add(
                Column.text(
                        "study_version",
                        "sequencers of image and sidecar, - for a half that never came",
                        Reject::getStudyVersion));
        columns.add(
                Column.text(
                        "event", "all that a replay needs, as JSON", RejectDocument::eventJson));
        columns.add(Column.text("stage", "where it ended", Reject::getStage));
        columns.add(Column.text("code", "why, as a word", reject -> reject.getCode().name()));
        columns.add(Column.text("message", "what was expected and what came", Reject::getMessage));
        columns.add(
                Column.whole(
                        "attempts",
                        "how often the failing call was tried",
                        reject -> (long) reject.getAttempts()));
        columns.add(Column.time("at", "when, UTC", Reject::getAt));
        columns.add(
                Column.flag("replay", "whether an event of it was a replay", Reject::getReplay));
        addArms(columns);
        return new TableDefinition<>("rejects", "at", columns);
    }

    private static Metadata metadata(PublishedResult published) {
        StudyResult result = published.getResult();
        return result.getMetadata();
    }

    private static String size(LatencyWindow window) {
        Duration size = Duration.between(window.getWindowStart(), window.getWindowEnd());
        return size.toMinutes() < 60 ? size.toMinutes() + "m" : size.toHours() + "h";
    }

    private static Column.Value<LatencyWindow, Double> quantile(double quantile) {
        return window -> LatencySketch.of(window.getSketch()).valueAt(quantile);
    }

    private static <T> void addModel(List<Column<T>> columns, Column.Value<T, ModelUse> model) {
        columns.add(
                Column.text(
                        "model_name",
                        "the model, where the row is about one",
                        record -> of(model.apply(record), ModelUse::getName)));
        columns.add(
                Column.text(
                        "model_version",
                        "its version",
                        record -> of(model.apply(record), ModelUse::getVersion)));
        columns.add(
                Column.text(
                        "model_digest",
                        "digest of its file",
                        record -> of(model.apply(record), ModelUse::getDigest)));
        columns.add(
                Column.text(
                        "arm",
                        "stable, canary or shadow",
                        record -> of(model.apply(record), ModelUse::getArm)));
    }

    private static String of(ModelUse model, Column.Value<ModelUse, String> value) {
        return model == null ? null : value.apply(model);
    }

    private <T> void addArms(List<Column<T>> columns) {
        Arms carried = arms;
        columns.add(
                Column.text(
                        "deployment",
                        "arm of a comparison: where the job runs",
                        record -> carried.deployment()));
        columns.add(
                Column.text(
                        "storage_class",
                        "arm of a comparison: the objects' storage class",
                        record -> carried.storageClass()));
        columns.add(
                Column.text(
                        "scaling_mode",
                        "arm of a comparison: how the job scales",
                        record -> carried.scalingMode()));
        columns.add(
                Column.text(
                        "security_mode",
                        "arm of a comparison: how connections are secured",
                        record -> carried.securityMode()));
    }
}
