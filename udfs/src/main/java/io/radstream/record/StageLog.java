package io.radstream.record;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Keeps one study version's time: each stage begins where the one before it ended, so the stages
 * add up. Writes the telemetry of the stages that end on its watch. Not thread-safe: an async step
 * hands it from future to future.
 *
 * <p>A stage in which the study waited for long gets a further row, of status waiting, when it
 * ends: nothing leaves an async step before the verdict does. While studies wait, the gauges {@link
 * MetricNames#STUDIES_WAITING} and {@link MetricNames#BREAKERS_OPEN} tell of them.
 */
public final class StageLog {

    private static final double TELL_AFTER_MS = 10_000;

    private final Study study;
    private final String producer;
    private final Clock clock;
    private final long arrivedUs;
    private final List<StageTiming> stages;
    private final List<TelemetryEvent> events = new ArrayList<>();
    private long endedUs;
    private long partsEndedUs;

    /**
     * @param timeline where the study's time went so far
     * @param producer the step that keeps this log
     */
    public StageLog(Study study, Timeline timeline, String producer, Clock clock) {
        this.study = study;
        this.producer = producer;
        this.clock = clock;
        this.arrivedUs = timeline.getArrivedUs();
        this.stages = new ArrayList<>(timeline.getStages());
        this.endedUs = timeline.getEndedUs();
    }

    /** Microseconds since the epoch by the clock. */
    public static long nowUs(Clock clock) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    /** The running stage ends now, well. Returns its latency in milliseconds. */
    public double succeeded(Stage stage) {
        double latencyMs = close(stage);
        events.add(event(stage, Status.success, latencyMs).build());
        return latencyMs;
    }

    /** A stage that lies beside the critical path took so long; the running stage goes on. */
    public void beside(Stage stage, double latencyMs) {
        stages.add(new StageTiming(stage, latencyMs));
        events.add(event(stage, Status.success, latencyMs).build());
    }

    /**
     * The running stage ends now, and with it the study version.
     *
     * @param message what was expected and what came; never a value of a sidecar
     * @param attempts how often the failing call was tried
     */
    public Reject rejected(Stage stage, RejectCode code, String message, int attempts) {
        Reject reject = reject(stage, code, message, attempts);
        events.add(failure(event(stage, statusOf(code), close(stage)), reject));
        return reject;
    }

    /**
     * The stage has been waiting for so long.
     *
     * @param reason what it is waiting for
     * @param deadline until when, as JSON metadata; null where it waits without end
     */
    public void waiting(Stage stage, double latencyMs, String reason, Instant deadline) {
        events.add(
                event(stage, Status.waiting, latencyMs)
                        .setErrorMessage(reason)
                        .setMetadataJson(
                                deadline == null ? null : "{\"deadline\":\"" + deadline + "\"}")
                        .build());
    }

    /**
     * One model's part of inference has ended well; the stage goes on until all of them have been
     * told of.
     *
     * @param partEndedUs when, in microseconds since the epoch
     * @param metadataJson the server's own times; null where it tells none
     */
    public void modelSucceeded(
            ModelUse model, long partEndedUs, int attempts, String metadataJson) {
        partsEndedUs = Math.max(partsEndedUs, partEndedUs);
        double latencyMs = sinceEnded(partEndedUs);
        events.add(
                event(Stage.inference, Status.success, latencyMs, model)
                        .setAttempts(attempts)
                        .setMetadataJson(metadataJson)
                        .build());
    }

    /**
     * One model's part of inference has ended, and with it the study version; else as {@link
     * #modelSucceeded}.
     */
    public Reject modelRejected(
            ModelUse model, long partEndedUs, RejectCode code, String message, int attempts) {
        partsEndedUs = Math.max(partsEndedUs, partEndedUs);
        Reject reject = reject(Stage.inference, code, message, attempts);
        double latencyMs = sinceEnded(partEndedUs);
        events.add(failure(event(Stage.inference, statusOf(code), latencyMs, model), reject));
        return reject;
    }

    /**
     * The running stage ended with the last of its parts, which have been told of already: their
     * rows are all that there is of it, and must add up with those of the other stages.
     */
    public void ended(Stage stage) {
        close(stage, partsEndedUs);
    }

    /**
     * The study has its result. Returns the time since the half that completed it arrived, in
     * milliseconds.
     */
    public double finished() {
        double latencyMs = millis(endedUs - arrivedUs);
        events.add(event(Stage.end_to_end, Status.success, latencyMs).build());
        return latencyMs;
    }

    /** Where the study's time went, up to the latest stage that ended. */
    public Timeline timeline() {
        return new Timeline(arrivedUs, endedUs, new ArrayList<>(stages));
    }

    /** The telemetry of the stages that ended on this watch. */
    public List<TelemetryEvent> events() {
        return new ArrayList<>(events);
    }

    /** The verdict that the study version goes on as this record. */
    public Verdict passed(SpecificRecord record) {
        return new Verdict(record, null, events());
    }

    /** The verdict that the study version ended with this reject. */
    public Verdict ended(Reject reject) {
        return new Verdict(null, reject, events());
    }

    private Reject reject(Stage stage, RejectCode code, String message, int attempts) {
        List<ObjectRef> objects = new ArrayList<>();
        Stream.of(study.getImage(), study.getSidecar())
                .filter(object -> !object.getKey().isEmpty())
                .forEach(objects::add);
        return Reject.newBuilder()
                .setStudyId(study.getStudyId())
                .setStudyVersion(study.getStudyVersion())
                .setObjects(objects)
                .setStage(stage.name())
                .setCode(code)
                .setMessage(message)
                .setAttempts(attempts)
                .setAt(now())
                .setReplay(study.getReplay())
                .build();
    }

    private static TelemetryEvent failure(TelemetryEvent.Builder event, Reject reject) {
        return event.setErrorCode(reject.getCode().name())
                .setErrorMessage(reject.getMessage())
                .setAttempts(reject.getAttempts())
                .build();
    }

    /** How a stage ended that ends with this code. */
    private static Status statusOf(RejectCode code) {
        switch (code) {
            case superseded:
                return Status.superseded;
            case inference_failed:
                return Status.error;
            default:
                return Status.failed;
        }
    }

    private double close(Stage stage) {
        return close(stage, nowUs(clock));
    }

    private double close(Stage stage, long atUs) {
        double latencyMs = sinceEnded(atUs);
        endedUs = Math.max(endedUs, atUs);
        stages.add(new StageTiming(stage, latencyMs));
        String awaited = awaitedIn(stage);
        if (latencyMs > TELL_AFTER_MS && awaited != null) {
            waiting(stage, latencyMs, awaited, null);
        }
        return latencyMs;
    }

    /**
     * Milliseconds since the running stage began. 0 where this machine's clock is behind that of
     * the machine before it, or was set back.
     */
    private double sinceEnded(long nowUs) {
        return millis(Math.max(0, nowUs - endedUs));
    }

    /**
     * What a study waits for that stays long in this stage; null for a stage without waiting, and
     * for {@code pair}, of which the join tells while it lasts.
     */
    private static String awaitedIn(Stage stage) {
        switch (stage) {
            case admit:
                return "capacity, or a model that was away";
            case fetch_sidecar:
            case fetch_image:
            case store_results:
                return "the object store";
            case prepare_tensors:
                return "room for its pixels";
            case inference:
                return "a model";
            default:
                return null;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }

    private TelemetryEvent.Builder event(Stage stage, Status status, double latencyMs) {
        return event(stage, status, latencyMs, null);
    }

    private TelemetryEvent.Builder event(
            Stage stage, Status status, double latencyMs, ModelUse model) {
        return TelemetryEvent.newBuilder()
                .setEventId(eventId(stage, status, model))
                .setStudyId(study.getStudyId())
                .setStudyVersion(study.getStudyVersion())
                .setStage(stage)
                .setStatus(status)
                .setLatencyMs(latencyMs)
                .setTimestamp(now())
                .setProducer(producer)
                .setReplay(study.getReplay())
                .setModel(model);
    }

    private String eventId(Stage stage, Status status, ModelUse model) {
        String name =
                String.join(
                        "/",
                        study.getStudyId(),
                        study.getStudyVersion(),
                        stage.name(),
                        status == Status.waiting ? "waiting" : "ended",
                        model == null ? "" : model.getName() + "@" + model.getVersion(),
                        model == null ? "" : model.getArm());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
