package io.radstream.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Edits JPEGs: each method gives a changed copy. */
final class JpegBytes {
    private JpegBytes() {}

    /** Puts bytes behind the start-of-image marker. */
    static byte[] afterStart(byte[] jpeg, byte[] inserted) {
        return inserted(jpeg, 2, inserted);
    }

    static byte[] inserted(byte[] jpeg, int at, byte[] inserted) {
        return joined(Arrays.copyOf(jpeg, at), inserted, Arrays.copyOfRange(jpeg, at, jpeg.length));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** A segment with its length in front. */
    static byte[] segment(int marker, byte[] parameters) {
        int length = parameters.length + 2;
        byte[] head = {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length};
        return joined(head, parameters);
    }

    static byte[] segment(int marker, String parameters) {
        return segment(marker, parameters.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Where the first segment of that marker starts, its FF included. */
    static int find(byte[] jpeg, int marker) throws UnreadableImageException {
        JpegSegments segments = new JpegSegments(jpeg);
        while (segments.next() != marker) {
            assertNotEnd(segments);
        }
        return segments.markerAt();
    }

    private static void assertNotEnd(JpegSegments segments) {
        if (segments.marker() == JpegSegments.EOI) {
            throw new AssertionError("expected such a segment, got none");
        }
    }

    /** Sets one byte. */
    static byte[] with(byte[] jpeg, int at, int value) {
        byte[] changed = jpeg.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** The first bytes, closed as if the image ended there. */
    static byte[] cutAndClosed(byte[] jpeg, int length) {
        return joined(Arrays.copyOf(jpeg, length), new byte[] {(byte) 0xFF, (byte) 0xD9});
    }
}
