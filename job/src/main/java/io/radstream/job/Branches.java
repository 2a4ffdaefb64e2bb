package io.radstream.job;

import io.radstream.record.Reject;
import io.radstream.record.SideOutputs;
import io.radstream.record.TelemetryEvent;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Gathers what the steps put to the side. */
final class Branches {

    private DataStream<Reject> rejects;
    private DataStream<TelemetryEvent> telemetry;

    /** The step's main output; its side outputs join those of the others. */
    <T> DataStream<T> of(SingleOutputStreamOperator<T> step) {
        DataStream<Reject> ended = step.getSideOutput(SideOutputs.REJECTS);
        DataStream<TelemetryEvent> told = step.getSideOutput(SideOutputs.TELEMETRY);
        rejects = rejects == null ? ended : rejects.union(ended);
        telemetry = telemetry == null ? told : telemetry.union(told);
        return step;
    }

    DataStream<Reject> rejects() {
        return rejects;
    }

    DataStream<TelemetryEvent> telemetry() {
        return telemetry;
    }
}
