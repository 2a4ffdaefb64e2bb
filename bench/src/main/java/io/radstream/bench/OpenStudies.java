package io.radstream.bench;

import io.radstream.record.RawEvent;

/**
 * Images without sidecars: each opens a study and waits. Behind the first of them come, of ten
 * events, five new studies, three duplicates and two newer versions of images that wait, each of a
 * study out of all that are open, so that the state is read everywhere.
 */
final class OpenStudies implements Workload {

    private static final long serialVersionUID = 1L;
    private static final int NEW_OF_TEN = 5;
    private static final int DUPLICATES_OF_TEN = 3;
    private static final long FIRST_SEQUENCER = 0x617f08299329d189L;

    private final long open;

    /**
     * @param open how many studies are opened before anything else happens
     */
    OpenStudies(long open) {
        this.open = open;
    }

    @Override
    public RawEvent event(long number, long nowMs) {
        long turn = number % 10;
        if (number < open || turn < NEW_OF_TEN) {
            return image(number, FIRST_SEQUENCER, nowMs);
        }
        long earlier = opened(scattered(number));
        return turn < NEW_OF_TEN + DUPLICATES_OF_TEN
                ? image(earlier, FIRST_SEQUENCER, nowMs)
                : image(earlier, FIRST_SEQUENCER + number, nowMs);
    }

    private static RawEvent image(long study, long sequencer, long nowMs) {
        return Envelope.of("bench-" + study, "png", sequencer, nowMs);
    }

    /** Somewhere before this number. */
    private static long scattered(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        return ((mixed ^ (mixed >>> 32)) >>> 1) % number;
    }

    /** The number, or the one a little before it, that opened a study. */
    private long opened(long number) {
        return number < open || number % 10 < NEW_OF_TEN ? number : number - number % 10;
    }
}
