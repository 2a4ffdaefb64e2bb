package io.radstream.image;

import java.util.Arrays;

/**
 * Keeps account of what a JPEG's scans bring (ITU-T T.81, B.2.3 and G.1.1.1): of each component
 * each of the 64 coefficients, down to its lowest bit.
 *
 * <p>The standard lets a progressive image leave low bits out, which no known encoder does; a
 * progressive file that was cut between two scans and closed again looks just so.
 */
final class JpegScans {
    private static final int COEFFICIENTS = 64;
    private static final int NOTHING = -1;

    /**
     * Encoders write about ten. The JDK's reader renders the whole image after each, so that a
     * small file of many scans would take minutes.
     */
    private static final int MOST_SCANS = 64;

    private final JpegFrame frame;
    private final int[][] lowestBit;
    private int count;

    JpegScans(JpegFrame frame) {
        this.frame = frame;
        this.lowestBit = new int[frame.components()][COEFFICIENTS];
        for (int[] component : lowestBit) {
            Arrays.fill(component, NOTHING);
        }
    }

    /** Adds the scan whose header the walk stands on. */
    void add(JpegSegments scan) throws UnreadableImageException {
        int components = scan.length() == 0 ? 0 : scan.parameter(0);
        if (components < 1 || components > 4 || scan.length() != 4 + 2 * components) {
            throw UnreadableImageException.undecodable(
                    "expected a JPEG scan header of 4 bytes and 2 a component, got "
                            + scan.length()
                            + " bytes for "
                            + components);
        }
        int from = 0;
        int to = COEFFICIENTS - 1;
        int before = 0;
        int now = 0;
        if (frame.progressive()) {
            int parameters = 1 + 2 * components;
            from = scan.parameter(parameters);
            to = scan.parameter(parameters + 1);
            before = scan.parameter(parameters + 2) >> 4;
            now = scan.parameter(parameters + 2) & 0xF;
        }
        if (from > to || to >= COEFFICIENTS || (before != 0 && now != before - 1)) {
            throw UnreadableImageException.undecodable(
                    "JPEG scan parameters contradict each other");
        }
        for (int i = 0; i < components; i++) {
            int[] bits = lowestBit[component(scan.parameter(1 + 2 * i))];
            for (int k = from; k <= to; k++) {
                if (bits[k] != (before == 0 ? NOTHING : before)) {
                    throw UnreadableImageException.undecodable(
                            "a JPEG scan repeats or skips a part of the image");
                }
                bits[k] = now;
            }
        }
        count++;
        if (count > MOST_SCANS) {
            throw UnreadableImageException.unsupported(
                    "JPEG of more than " + MOST_SCANS + " scans is not read");
        }
    }

    private int component(int id) throws UnreadableImageException {
        for (int i = 0; i < frame.components(); i++) {
            if (frame.id(i) == id) {
                return i;
            }
        }
        throw UnreadableImageException.undecodable(
                "a JPEG scan names a component that its frame does not have");
    }

    void requireComplete() throws UnreadableImageException {
        for (int[] component : lowestBit) {
            for (int bit : component) {
                if (bit != 0) {
                    throw UnreadableImageException.undecodable(
                            "the JPEG ends early: its "
                                    + count
                                    + " scan(s) do not bring the whole image");
                }
            }
        }
    }

    int count() {
        return count;
    }
}
