package io.radstream.study;

import io.radstream.record.ObjectRef;
import java.util.Locale;

/**
 * Which of two objects of the same half is newer. S3's sequencers order the events of one key: the
 * shorter is padded with zeros on the right, then they compare as hex text (Amazon S3 user guide,
 * "Event message structure").
 */
final class Sequencers {

    private Sequencers() {}

    /**
     * Negative where {@code a} is older than {@code b}. Objects of different keys, such as a JPEG
     * and a PNG of one study, have sequencers that do not compare: the time of their events
     * decides, and 0 means that it does not.
     */
    static int compare(ObjectRef a, ObjectRef b) {
        return a.getKey().equals(b.getKey())
                ? compare(a.getSequencer(), b.getSequencer())
                : a.getEventAt().compareTo(b.getEventAt());
    }

    /** Negative where {@code a} is older than {@code b}; both of the same key. */
    static int compare(String a, String b) {
        int length = Math.max(a.length(), b.length());
        return padded(a, length).compareTo(padded(b, length));
    }

    private static String padded(String sequencer, int length) {
        return sequencer.toUpperCase(Locale.ROOT) + "0".repeat(length - sequencer.length());
    }
}
