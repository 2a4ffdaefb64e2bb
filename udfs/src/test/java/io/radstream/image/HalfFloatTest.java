package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Exhaustive: the conversion is monotone, so that it is right everywhere if it is at each half, at
 * each midpoint between two and at the floats next to a midpoint.
 */
class HalfFloatTest {
    private static final int INFINITY = 0x7C00;

    @Test
    void givesEveryHalfItself() {
        for (int half = 0; half <= INFINITY; half++) {
            assertThat(bits(value(half))).isEqualTo(half);
            assertThat(bits(-value(half))).isEqualTo(half | 0x8000);
        }
    }

    @Test
    void roundsToTheNearestAndTiesToEven() {
        for (int half = 0; half < INFINITY; half++) {
            float above = half + 1 == INFINITY ? 65536f : value(half + 1);
            // Exact: a float has 13 digits more than a half.
            float middle = (value(half) + above) / 2;
            int even = half % 2 == 0 ? half : half + 1;

            assertThat(bits(middle)).as("middle above %x", half).isEqualTo(even);
            assertThat(bits(Math.nextDown(middle))).as("below that of %x", half).isEqualTo(half);
            assertThat(bits(Math.nextUp(middle))).as("above that of %x", half).isEqualTo(half + 1);
        }
    }

    @Test
    void knowsTheEndsOfTheRange() {
        assertThat(bits(Float.MIN_VALUE)).isZero();
        assertThat(bits(-0f)).isEqualTo(0x8000);
        assertThat(bits(Float.MAX_VALUE)).isEqualTo(INFINITY);
        assertThat(bits(Float.POSITIVE_INFINITY)).isEqualTo(INFINITY);
        assertThat(bits(Float.NEGATIVE_INFINITY)).isEqualTo(INFINITY | 0x8000);
        assertThat(bits(Float.NaN)).isEqualTo(0x7E00);
    }

    private static int bits(float value) {
        return HalfFloat.bits(value) & 0xFFFF;
    }

    /**
     * The definition: 10 bits behind the point, an exponent biased by 15, subnormals below 2^-14.
     */
    private static float value(int half) {
        int exponent = half >> 10;
        int fraction = half & 0x3FF;
        if (half == INFINITY) {
            return Float.POSITIVE_INFINITY;
        }
        return exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Math.scalb((float) (1024 + fraction), exponent - 25);
    }
}
