package io.radstream.image;

/** IEEE 754 binary16, for which Java 11 has no conversion. */
final class HalfFloat {
    private static final int INFINITY = 0x7C00;
    private static final int NAN = 0x7E00;

    /**
     * The float from which on the nearest half is infinity: halfway from 65504, the largest, to
     * 65536.
     */
    private static final int OVERFLOW = Float.floatToRawIntBits(65520f);

    /** The smallest normal half, as a float. */
    private static final int NORMAL = Float.floatToRawIntBits(0x1p-14f);

    private static final int DROPPED_BITS = 13;
    private static final int BIAS_DIFFERENCE = (127 - 15) << 23;

    private HalfFloat() {}

    /** The bits of the half that is nearest to {@code value}; of two, the even one. */
    static short bits(float value) {
        int all = Float.floatToRawIntBits(value);
        int sign = all >>> 16 & 0x8000;
        int magnitude = all & 0x7FFFFFFF;
        if (Float.isNaN(value)) {
            return (short) (sign | NAN);
        }
        if (magnitude >= OVERFLOW) {
            return (short) (sign | INFINITY);
        }
        if (magnitude < NORMAL) {
            // Floats next to 0.5 are 2^-24 apart, as subnormal halves are: the addition rounds.
            float rounded = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short)
                    (sign | Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(0.5f));
        }
        int even = magnitude >>> DROPPED_BITS & 1;
        int rounded = magnitude + (1 << (DROPPED_BITS - 1)) - 1 + even;
        return (short) (sign | (rounded - BIAS_DIFFERENCE) >>> DROPPED_BITS);
    }
}
