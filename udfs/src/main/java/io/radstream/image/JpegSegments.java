package io.radstream.image;

/**
 * Walks the marker segments of a JPEG (ITU-T T.81, B.1.1), entropy-coded data included, in one pass
 * over the bytes. Reads nothing but markers and lengths, so neither size nor depth of anything
 * inside matters.
 */
final class JpegSegments {
    static final int SOF0 = 0xC0;
    static final int DHT = 0xC4;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int DRI = 0xDD;
    static final int APP0 = 0xE0;
    static final int APP14 = 0xEE;

    private static final int TEM = 0x01;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;
    private static final int SOI = 0xD8;

    private final byte[] content;
    private int marker;
    private int markerAt;
    private int start;
    private int end;

    /** Starts behind SOI, which {@link ImageFormat} has seen. */
    JpegSegments(byte[] content) {
        this.content = content;
        this.marker = SOI;
        this.markerAt = 0;
        this.start = 2;
        this.end = 2;
    }

    /** Moves to the next segment, over the data of a scan where this one is a scan's header. */
    int next() throws UnreadableImageException {
        int at = marker == SOS ? endOfScan() : end;
        if (at < content.length && content[at] != (byte) 0xFF) {
            throw UnreadableImageException.undecodable(
                    "expected a JPEG marker at byte " + at + ", got something else");
        }
        // Any number of fill bytes may stand before a marker (B.1.1.2).
        while (at < content.length && content[at] == (byte) 0xFF) {
            at++;
        }
        if (at == content.length) {
            throw endsEarly("before the end-of-image marker");
        }
        marker = content[at] & 0xFF;
        markerAt = at - 1;
        start = at + 1;
        end = start;
        if (marker == 0 || marker == SOI) {
            throw UnreadableImageException.undecodable(
                    String.format(
                            "expected a JPEG marker at byte %d, got FF%02X", markerAt, marker));
        }
        if (marker != EOI && marker != TEM && !isRestart(marker)) {
            takeLength();
        }
        return marker;
    }

    private void takeLength() throws UnreadableImageException {
        if (content.length - start < 2) {
            throw endsEarly("within a marker segment");
        }
        int length = (content[start] & 0xFF) << 8 | (content[start + 1] & 0xFF);
        if (length < 2) {
            throw UnreadableImageException.undecodable(
                    "expected a JPEG segment of at least 2 bytes at byte "
                            + start
                            + ", got "
                            + length);
        }
        if (length > content.length - start) {
            throw endsEarly("within a marker segment");
        }
        end = start + length;
        start += 2;
    }

    /**
     * In entropy-coded data FF is followed by 00 or is a restart marker; anything else ends it
     * (B.1.1.5).
     */
    private int endOfScan() throws UnreadableImageException {
        for (int at = end; at < content.length - 1; at++) {
            if (content[at] == (byte) 0xFF) {
                int code = content[at + 1] & 0xFF;
                if (code != 0 && code != 0xFF && !isRestart(code)) {
                    return at;
                }
            }
        }
        throw endsEarly("within the data of a scan");
    }

    private UnreadableImageException endsEarly(String where) {
        return UnreadableImageException.undecodable(
                "the JPEG ends " + where + ", after " + content.length + " bytes");
    }

    private static boolean isRestart(int code) {
        return code >= RST0 && code <= RST7;
    }

    /** The current segment's marker, without its FF. */
    int marker() {
        return marker;
    }

    /** Where the current segment starts, its marker's FF included, fill bytes not. */
    int markerAt() {
        return markerAt;
    }

    /** Bytes of parameters in the current segment. */
    int length() {
        return end - start;
    }

    /** One byte of the current segment's parameters, unsigned. */
    int parameter(int index) {
        return content[start + index] & 0xFF;
    }

    /** Two bytes of the current segment's parameters, unsigned. */
    int parameter16(int index) {
        return parameter(index) << 8 | parameter(index + 1);
    }

    /** Where the current segment ends, the data behind a scan's header not included. */
    int end() {
        return end;
    }
}
