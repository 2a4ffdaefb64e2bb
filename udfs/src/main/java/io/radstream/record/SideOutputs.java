package io.radstream.record;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** The two side outputs that every step has. */
public final class SideOutputs {

    /** What ended without a result. */
    public static final OutputTag<Reject> REJECTS =
            new OutputTag<>("rejects", TypeInformation.of(Reject.class));

    /** The stages that ended, or wait. */
    public static final OutputTag<TelemetryEvent> TELEMETRY =
            new OutputTag<>("telemetry", TypeInformation.of(TelemetryEvent.class));

    private SideOutputs() {}
}
