package io.radstream.image;

/**
 * Y, Cb, Cr to red, green, blue (ITU-T T.871, section 7) in 16-bit fixed point, rounded as libjpeg
 * rounds it, so that the result equals that of Pillow and other decoders on libjpeg.
 */
final class LuminanceChrominance {
    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final int RED_OF_CR = fixed(1.402);
    private static final int GREEN_OF_CB = fixed(0.34414);
    private static final int GREEN_OF_CR = fixed(0.71414);
    private static final int BLUE_OF_CB = fixed(1.772);

    private LuminanceChrominance() {}

    /** Converts in place: three samples a pixel. */
    static void toRgb(byte[] samples) {
        for (int i = 0; i < samples.length; i += 3) {
            int y = samples[i] & 0xFF;
            int cb = (samples[i + 1] & 0xFF) - 128;
            int cr = (samples[i + 2] & 0xFF) - 128;
            samples[i] = clipped(y + ((RED_OF_CR * cr + HALF) >> BITS));
            samples[i + 1] = clipped(y + ((-GREEN_OF_CB * cb - GREEN_OF_CR * cr + HALF) >> BITS));
            samples[i + 2] = clipped(y + ((BLUE_OF_CB * cb + HALF) >> BITS));
        }
    }

    private static byte clipped(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }
}
