package io.radstream.image;

import java.util.Objects;

/** What the head of an image object says of the image, read without decoding it. */
public final class ImageHeader {
    private final ImageFormat format;
    private final int width;
    private final int height;
    private final int channels;
    private final int bitsPerSample;
    private final long decodedBytes;

    ImageHeader(
            ImageFormat format,
            int width,
            int height,
            int channels,
            int bitsPerSample,
            long decodedBytes) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.bitsPerSample = bitsPerSample;
        this.decodedBytes = decodedBytes;
    }

    /**
     * Reads the header. Allocates next to nothing, whatever the content claims to be.
     *
     * @param content the whole image object
     * @throws UnreadableImageException undecodable or unsupported, by content and never by name
     */
    public static ImageHeader read(byte[] content) throws UnreadableImageException {
        switch (ImageFormat.of(content)) {
            case JPEG:
                return JpegHeader.read(content).describe(content.length);
            case PNG:
                return PngHeader.read(content).describe();
            default:
                throw UnreadableImageException.unsupported(
                        "DICOM is not read yet; expected JPEG or PNG");
        }
    }

    public ImageFormat format() {
        return format;
    }

    /** Pixels a row. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /**
     * Of the decoded image: 1 (grey) or 3 (colour). An alpha channel is dropped, a palette
     * resolved.
     */
    public int channels() {
        return channels;
    }

    /** As stored, 1 to 16. Decoded samples have 8. */
    public int bitsPerSample() {
        return bitsPerSample;
    }

    /**
     * An upper estimate, in bytes, of the memory that decoding takes beside the content itself, the
     * resulting pixels included and native memory too. {@link Long#MAX_VALUE} where it exceeds
     * that.
     */
    public long decodedBytes() {
        return decodedBytes;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof ImageHeader)) {
            return false;
        }
        ImageHeader that = (ImageHeader) other;
        return format == that.format
                && width == that.width
                && height == that.height
                && channels == that.channels
                && bitsPerSample == that.bitsPerSample
                && decodedBytes == that.decodedBytes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(format, width, height, channels, bitsPerSample, decodedBytes);
    }

    /** For example {@code JPEG, 2000 x 1500, 1 channel(s) of 8 bits}. */
    @Override
    public String toString() {
        return String.format(
                "%s, %d x %d, %d channel(s) of %d bits",
                format, width, height, channels, bitsPerSample);
    }
}
