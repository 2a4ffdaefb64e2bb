package io.radstream.image;

/**
 * The frame header of a JPEG (ITU-T T.81, B.2.2): one of the Huffman-coded DCT processes at 8 bits.
 */
final class JpegFrame {
    private static final int PROGRESSIVE = 0xC2;
    private static final int JPEG_LS = 0xF7;
    private static final String READ = "expected baseline, extended or progressive Huffman coding";
    private static final int BLOCK = 8;
    private static final int BYTES_PER_BLOCK = BLOCK * BLOCK * Short.BYTES;

    private final int marker;
    private final int height;
    private final int width;
    private final int[] ids;
    private final int[] across;
    private final int[] down;

    private JpegFrame(JpegSegments frame, int components) {
        this.marker = frame.marker();
        this.height = frame.parameter16(1);
        this.width = frame.parameter16(3);
        this.ids = new int[components];
        this.across = new int[components];
        this.down = new int[components];
        for (int i = 0; i < components; i++) {
            ids[i] = frame.parameter(6 + 3 * i);
            across[i] = frame.parameter(7 + 3 * i) >> 4;
            down[i] = frame.parameter(7 + 3 * i) & 0xF;
        }
    }

    /** Whether the marker starts a frame, of any process. */
    static boolean startsAt(int marker) {
        boolean sof = marker >= JpegSegments.SOF0 && marker <= 0xCF;
        return (sof && marker != JpegSegments.DHT && marker != 0xC8 && marker != 0xCC)
                || marker == JPEG_LS;
    }

    /** Reads the frame header that the walk stands on. */
    static JpegFrame read(JpegSegments segments) throws UnreadableImageException {
        requireSupportedProcess(segments.marker());
        int components = segments.length() < 6 ? 0 : segments.parameter(5);
        if (components == 0 || segments.length() != 6 + 3 * components) {
            throw UnreadableImageException.undecodable(
                    "expected a JPEG frame header of 6 bytes and 3 a component, got "
                            + segments.length()
                            + " bytes for "
                            + components);
        }
        if (segments.parameter(0) != 8) {
            throw UnreadableImageException.unsupported(
                    "JPEG of "
                            + segments.parameter(0)
                            + " bits a sample is not read; expected 8 bits");
        }
        if (components != 1 && components != 3) {
            throw UnreadableImageException.unsupported(
                    (components == 4
                                    ? "CMYK or YCCK JPEG"
                                    : "JPEG of " + components + " components")
                            + " is not read; expected 1 component (grey) or 3 (colour)");
        }
        JpegFrame frame = new JpegFrame(segments, components);
        frame.requireSize();
        frame.requireSampling();
        return frame;
    }

    private static void requireSupportedProcess(int marker) throws UnreadableImageException {
        if (marker <= PROGRESSIVE) {
            return;
        }
        String process;
        if (marker == JPEG_LS) {
            process = "JPEG-LS";
        } else if (marker == 0xC3) {
            process = "lossless JPEG";
        } else if (marker <= 0xC7) {
            process = "hierarchical JPEG";
        } else {
            process = "arithmetic-coded JPEG";
        }
        throw UnreadableImageException.unsupported(process + " is not read; " + READ);
    }

    private void requireSize() throws UnreadableImageException {
        if (width == 0) {
            throw UnreadableImageException.undecodable("expected a JPEG width of 1 or more, got 0");
        }
        if (height == 0) {
            throw UnreadableImageException.unsupported(
                    "JPEG whose height comes after its first scan is not read; expected it in the frame header");
        }
    }

    private void requireSampling() throws UnreadableImageException {
        for (int i = 0; i < ids.length; i++) {
            if (across[i] < 1 || across[i] > 4 || down[i] < 1 || down[i] > 4) {
                throw UnreadableImageException.undecodable(
                        "expected JPEG sampling factors of 1 to 4, got "
                                + across[i]
                                + " and "
                                + down[i]);
            }
        }
        for (int i = 0; i < ids.length; i++) {
            if (largest(across) % across[i] != 0 || largest(down) % down[i] != 0) {
                throw UnreadableImageException.unsupported(
                        "JPEG whose components differ in size by a fraction is not read");
            }
        }
    }

    boolean progressive() {
        return marker == PROGRESSIVE;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int components() {
        return ids.length;
    }

    int id(int component) {
        return ids[component];
    }

    /**
     * Bytes of all quantised coefficients, which the decoder holds at once where there are several
     * scans.
     */
    long coefficientBytes() {
        long blocks = 0;
        for (int i = 0; i < ids.length; i++) {
            blocks += units(width, across) * across[i] * units(height, down) * down[i];
        }
        return blocks * BYTES_PER_BLOCK;
    }

    /** Bytes of one row of samples of all components, padded to whole blocks. */
    long rowBytes() {
        return units(width, across) * largest(across) * BLOCK * ids.length;
    }

    private static long units(int size, int[] factors) {
        long unit = (long) BLOCK * largest(factors);
        return (size + unit - 1) / unit;
    }

    private static int largest(int[] factors) {
        int largest = 1;
        for (int factor : factors) {
            largest = Math.max(largest, factor);
        }
        return largest;
    }
}
