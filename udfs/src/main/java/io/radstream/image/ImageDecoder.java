package io.radstream.image;

/** Image object to pixels. */
public final class ImageDecoder {
    /** The longest array that every JVM grants. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private ImageDecoder() {}

    /**
     * Decodes an image completely, or not at all. Allocates up to {@link
     * ImageHeader#decodedBytes()}, so that is to be checked and reserved first.
     *
     * @param content the whole image object
     * @param header what {@link ImageHeader#read} said of this content
     * @return grey as one channel, all else as red, green, blue; 8 bits a sample
     * @throws UnreadableImageException if the image is damaged, incomplete, of an unsupported kind,
     *     or of more samples than one array holds
     */
    public static Pixels decode(byte[] content, ImageHeader header)
            throws UnreadableImageException {
        ImageHeader found = ImageHeader.read(content);
        if (!found.equals(header)) {
            throw new IllegalArgumentException(
                    "expected the content's own header (" + found + "), got " + header);
        }
        long pixels = (long) header.width() * header.height();
        if (pixels > LONGEST_ARRAY / header.channels()) {
            throw UnreadableImageException.tooLarge(
                    "expected at most " + LONGEST_ARRAY + " samples, got " + header);
        }
        switch (header.format()) {
            case JPEG:
                return JpegDecoder.decode(content);
            case PNG:
                return PngDecoder.decode(content);
            default:
                throw new IllegalArgumentException("expected JPEG or PNG, got " + header);
        }
    }
}
