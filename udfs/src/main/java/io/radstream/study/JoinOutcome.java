package io.radstream.study;

import io.radstream.record.PairedStudy;
import io.radstream.record.Reject;
import io.radstream.record.StudyState;
import io.radstream.record.TelemetryEvent;
import java.util.List;

/** What follows from one event or timer of one study. */
final class JoinOutcome {

    private final StudyState state;
    private final PairedStudy paired;
    private final List<Reject> rejects;
    private final List<TelemetryEvent> telemetry;
    private final boolean duplicate;

    JoinOutcome(
            StudyState state,
            PairedStudy paired,
            List<Reject> rejects,
            List<TelemetryEvent> telemetry) {
        this(state, paired, rejects, telemetry, false);
    }

    private JoinOutcome(
            StudyState state,
            PairedStudy paired,
            List<Reject> rejects,
            List<TelemetryEvent> telemetry,
            boolean duplicate) {
        this.state = state;
        this.paired = paired;
        this.rejects = rejects;
        this.telemetry = telemetry;
        this.duplicate = duplicate;
    }

    /** The event was known; nothing follows. */
    static JoinOutcome duplicate(StudyState state) {
        return new JoinOutcome(state, null, List.of(), List.of(), true);
    }

    /** What to remember from now on. */
    StudyState state() {
        return state;
    }

    /** The version that goes on; null where none does. */
    PairedStudy paired() {
        return paired;
    }

    /** The halves that end here. */
    List<Reject> rejects() {
        return rejects;
    }

    /** The stages that ended, or wait. */
    List<TelemetryEvent> telemetry() {
        return telemetry;
    }

    /** Whether the event was known. */
    boolean isDuplicate() {
        return duplicate;
    }
}
