package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LuminanceChrominanceTest {
    /** All 2^24 colours against the equations of ITU-T T.871, section 7, in floating point. */
    @Test
    void isWithinOneOfTheEquations() {
        byte[] samples = new byte[3 * 256];
        int furthest = 0;
        for (int cb = 0; cb < 256; cb++) {
            for (int cr = 0; cr < 256; cr++) {
                for (int y = 0; y < 256; y++) {
                    samples[3 * y] = (byte) y;
                    samples[3 * y + 1] = (byte) cb;
                    samples[3 * y + 2] = (byte) cr;
                }
                LuminanceChrominance.toRgb(samples);
                for (int y = 0; y < 256; y++) {
                    double green = y - 0.344136286 * (cb - 128) - 0.714136286 * (cr - 128);
                    furthest = Math.max(furthest, off(samples[3 * y], y + 1.402 * (cr - 128)));
                    furthest = Math.max(furthest, off(samples[3 * y + 1], green));
                    furthest = Math.max(furthest, off(samples[3 * y + 2], y + 1.772 * (cb - 128)));
                }
            }
        }
        assertThat(furthest).isLessThanOrEqualTo(1);
    }

    @Test
    void leavesGreyGrey() {
        for (int y = 0; y < 256; y++) {
            byte[] pixel = {(byte) y, (byte) 128, (byte) 128};

            LuminanceChrominance.toRgb(pixel);

            assertThat(pixel).containsOnly(y);
        }
    }

    private static int off(byte sample, double exact) {
        int expected = (int) Math.round(Math.max(0, Math.min(255, exact)));
        return Math.abs((sample & 0xFF) - expected);
    }
}
