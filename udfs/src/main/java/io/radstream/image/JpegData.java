package io.radstream.image;

/**
 * A JPEG reduced to what carries its pixels: tables, frame and scans. Profiles, thumbnails,
 * comments and what follows the end of the image never reach the decoder, which so can neither
 * stumble over them nor convert colours by them.
 */
final class JpegData {
    private final byte[] bytes;
    private int length;

    private JpegData(byte[] content, JpegFrame frame) throws UnreadableImageException {
        bytes = new byte[content.length];
        append(content, 0, 2);
        JpegSegments segments = new JpegSegments(content);
        JpegScans account = new JpegScans(frame);
        int marker = segments.next();
        while (marker != JpegSegments.EOI) {
            int from = segments.markerAt();
            int to = segments.end();
            boolean scan = marker == JpegSegments.SOS;
            if (scan) {
                account.add(segments);
            } else if (JpegFrame.startsAt(marker) && account.count() > 0) {
                throw UnreadableImageException.undecodable("expected one JPEG frame, got two");
            }
            boolean kept = scan || carriesPixels(marker);
            marker = segments.next();
            if (kept) {
                append(content, from, scan ? segments.markerAt() : to);
            }
        }
        append(content, segments.markerAt(), segments.end());
        account.requireComplete();
    }

    /**
     * @param frame the frame header of the same content
     * @throws UnreadableImageException if the JPEG ends before its end-of-image marker or before
     *     its scans have brought every part of the image
     */
    static JpegData of(byte[] content, JpegFrame frame) throws UnreadableImageException {
        return new JpegData(content, frame);
    }

    private static boolean carriesPixels(int marker) {
        return marker == JpegSegments.DHT
                || marker == JpegSegments.DQT
                || marker == JpegSegments.DRI
                || JpegFrame.startsAt(marker);
    }

    private void append(byte[] content, int from, int to) {
        System.arraycopy(content, from, bytes, length, to - from);
        length += to - from;
    }

    /** Of which the first {@link #length()} count. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
