package io.radstream.bench;

import io.radstream.record.RawEvent;

/** Images and sidecars in turn: each pair goes all the way. */
final class WholeStudies implements Workload {

    private static final long serialVersionUID = 1L;
    private static final long SEQUENCER = 0x617f08299329d189L;

    @Override
    public RawEvent event(long number, long nowMs) {
        String extension = number % 2 == 0 ? "png" : "json";
        return Envelope.of("bench-" + number / 2, extension, SEQUENCER, nowMs);
    }
}
