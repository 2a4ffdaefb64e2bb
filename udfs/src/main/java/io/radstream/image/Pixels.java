package io.radstream.image;

/**
 * A decoded image: {@code height} rows of {@code width} pixels, each of 1 (grey) or 3 (red, green,
 * blue) samples of 8 bits, unsigned, next to each other.
 */
public final class Pixels {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] samples;

    /**
     * Takes {@code samples} as they are, without a copy; nobody may write to them afterwards.
     *
     * @param samples {@code height * width * channels} bytes
     */
    public Pixels(int width, int height, int channels, byte[] samples) {
        if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(
                    "expected at least 1 x 1 pixels of 1 or 3 channels, got "
                            + width
                            + " x "
                            + height
                            + " of "
                            + channels);
        }
        if (samples.length != (long) width * height * channels) {
            throw new IllegalArgumentException(
                    "expected "
                            + (long) width * height * channels
                            + " samples, got "
                            + samples.length);
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.samples = samples;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** 1 (grey) or 3 (red, green, blue). */
    public int channels() {
        return channels;
    }

    /** The samples themselves, not a copy: not to be written to. */
    public byte[] samples() {
        return samples;
    }
}
