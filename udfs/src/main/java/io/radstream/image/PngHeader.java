package io.radstream.image;

import java.nio.ByteBuffer;

/** The header chunk of a PNG (ISO/IEC 15948, 11.2.2). */
final class PngHeader {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    private static final int IHDR = 0x49484452;
    private static final int LENGTH = 13;

    /** Inflater, palette, buffers and objects that do not grow with the image. */
    private static final int FIXED_BYTES = 256 * 1024;

    private final int width;
    private final int height;
    private final int depth;
    private final int colourType;
    private final boolean interlaced;

    private PngHeader(ByteBuffer chunk) {
        width = chunk.getInt();
        height = chunk.getInt();
        depth = chunk.get();
        colourType = chunk.get();
        // Compression and filter method, of which there is one each: the decoder meets any other as
        // damage.
        chunk.getShort();
        interlaced = chunk.get() != 0;
    }

    static PngHeader read(byte[] content) throws UnreadableImageException {
        PngChunks chunks = new PngChunks(content);
        if (chunks.next() != IHDR || chunks.length() != LENGTH) {
            throw UnreadableImageException.undecodable(
                    "expected a PNG to start with a header chunk of 13 bytes, got another chunk");
        }
        ByteBuffer chunk = ByteBuffer.wrap(content, chunks.start(), LENGTH);
        if (chunk.getShort(chunks.start() + 10) != 0
                || (chunk.get(chunks.start() + 12) & ~1) != 0) {
            throw UnreadableImageException.unsupported(
                    "expected PNG compression 0, filter 0 and interlace 0 or 1, got others");
        }
        PngHeader header = new PngHeader(chunk);
        if (header.width < 1 || header.height < 1) {
            throw UnreadableImageException.undecodable(
                    "expected PNG width and height of 1 to 2147483647, got 0 or more than that");
        }
        if (!header.depthFitsColourType()) {
            throw UnreadableImageException.undecodable(
                    "expected a PNG colour type with a bit depth that it allows, got colour type "
                            + header.colourType
                            + " with "
                            + header.depth
                            + " bits");
        }
        return header;
    }

    private boolean depthFitsColourType() {
        switch (colourType) {
            case GREY:
                return isSmall() || depth == 8 || depth == 16;
            case PALETTE:
                return isSmall() || depth == 8;
            case RGB:
            case GREY_ALPHA:
            case RGB_ALPHA:
                return depth == 8 || depth == 16;
            default:
                return false;
        }
    }

    private boolean isSmall() {
        return depth == 1 || depth == 2 || depth == 4;
    }

    ImageHeader describe() {
        // Two filtered rows and one of 8-bit samples; products of 2^31 x 2^31 x 3 would not fit a
        // long.
        long rows = 2 * rowBytes(width) + (long) width * storedChannels();
        long decodedBytes;
        try {
            decodedBytes =
                    Math.addExact(
                            Math.multiplyExact((long) width * height, (long) channels()),
                            rows + FIXED_BYTES);
        } catch (ArithmeticException e) {
            decodedBytes = Long.MAX_VALUE;
        }
        return new ImageHeader(ImageFormat.PNG, width, height, channels(), depth, decodedBytes);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Bits a stored sample: 1, 2, 4, 8 or 16. */
    int depth() {
        return depth;
    }

    int colourType() {
        return colourType;
    }

    boolean interlaced() {
        return interlaced;
    }

    /** Samples a stored pixel, alpha included; a palette's index is one. */
    int storedChannels() {
        switch (colourType) {
            case GREY_ALPHA:
                return 2;
            case RGB:
                return 3;
            case RGB_ALPHA:
                return 4;
            default:
                return 1;
        }
    }

    /** Samples a decoded pixel: 1 or 3. */
    int channels() {
        return colourType == GREY || colourType == GREY_ALPHA ? 1 : 3;
    }

    /** Bytes of one row of that many stored pixels, its filter type not included. */
    long rowBytes(int pixels) {
        return ((long) pixels * storedChannels() * depth + 7) / 8;
    }
}
