package io.radstream.image;

/** What stands before the data of a JPEG's first scan. */
final class JpegHeader {
    /** Rows that a decoder holds while it turns coefficients into samples; libjpeg stays below. */
    private static final int WORKING_ROWS = 64;

    /** Tables, stream buffers and objects that do not grow with the image. */
    private static final int FIXED_BYTES = 256 * 1024;

    private final JpegFrame frame;
    private final boolean luminanceChrominance;
    private final boolean severalScans;

    private JpegHeader(JpegFrame frame, boolean luminanceChrominance, boolean severalScans) {
        this.frame = frame;
        this.luminanceChrominance = luminanceChrominance;
        this.severalScans = severalScans;
    }

    static JpegHeader read(byte[] content) throws UnreadableImageException {
        JpegSegments segments = new JpegSegments(content);
        JpegFrame frame = null;
        boolean jfif = false;
        int adobeTransform = -1;
        while (segments.next() != JpegSegments.SOS) {
            int marker = segments.marker();
            if (marker == JpegSegments.EOI) {
                throw UnreadableImageException.undecodable("the JPEG ends before its first scan");
            } else if (JpegFrame.startsAt(marker)) {
                if (frame != null) {
                    throw UnreadableImageException.undecodable("expected one JPEG frame, got two");
                }
                frame = JpegFrame.read(segments);
            } else if (marker == JpegSegments.APP0 && segments.length() >= 14) {
                jfif |= says(segments, "JFIF\0");
            } else if (marker == JpegSegments.APP14 && segments.length() >= 12) {
                adobeTransform = says(segments, "Adobe") ? segments.parameter(11) : adobeTransform;
            }
        }
        if (frame == null) {
            throw UnreadableImageException.undecodable(
                    "expected a JPEG frame header before the first scan, got none");
        }
        boolean severalScans =
                frame.progressive()
                        || segments.length() == 0
                        || segments.parameter(0) < frame.components();
        return new JpegHeader(
                frame, isLuminanceChrominance(frame, jfif, adobeTransform), severalScans);
    }

    private static boolean says(JpegSegments segments, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (segments.parameter(i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * libjpeg's rules, which Pillow follows: JFIF, then Adobe's marker, then the components' names.
     */
    private static boolean isLuminanceChrominance(
            JpegFrame frame, boolean jfif, int adobeTransform) {
        if (frame.components() != 3) {
            return false;
        }
        if (jfif) {
            return true;
        }
        if (adobeTransform >= 0) {
            return adobeTransform != 0;
        }
        return frame.id(0) != 'R' || frame.id(1) != 'G' || frame.id(2) != 'B';
    }

    /**
     * @param contentBytes length of the whole object, of which the decoder gets a reduced copy
     */
    ImageHeader describe(int contentBytes) {
        long samples = (long) frame.width() * frame.height() * frame.components();
        long coefficients = severalScans ? frame.coefficientBytes() : 0;
        return new ImageHeader(
                ImageFormat.JPEG,
                frame.width(),
                frame.height(),
                frame.components(),
                8,
                samples
                        + coefficients
                        + WORKING_ROWS * frame.rowBytes()
                        + contentBytes
                        + FIXED_BYTES);
    }

    JpegFrame frame() {
        return frame;
    }

    /** Whether the three components are Y, Cb and Cr rather than red, green and blue. */
    boolean luminanceChrominance() {
        return luminanceChrominance;
    }
}
