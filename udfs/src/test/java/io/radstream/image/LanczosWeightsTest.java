package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LanczosWeightsTest {
    private static final int ONE = 1 << LanczosWeights.PRECISION;

    @Property
    void everyPixelOfTheOutputHasAWindowWithinTheInput(
            @ForAll @IntRange(min = 1, max = 5000) int from,
            @ForAll @IntRange(min = 1, max = 600) int to) {
        LanczosWeights weights = new LanczosWeights(from, to);

        assertThat(weights.size()).isEqualTo(to);
        for (int i = 0; i < to; i++) {
            assertThat(weights.first(i)).isNotNegative();
            assertThat(weights.count(i)).isPositive();
            assertThat(weights.first(i) + weights.count(i)).isLessThanOrEqualTo(from);
        }
    }

    /** Each weight is rounded by at most half a step. */
    @Property
    void theWeightsOfAPixelAddUpToOne(
            @ForAll @IntRange(min = 1, max = 5000) int from,
            @ForAll @IntRange(min = 1, max = 600) int to) {
        LanczosWeights weights = new LanczosWeights(from, to);

        for (int i = 0; i < to; i++) {
            assertThat(sum(weights, i)).isCloseTo(ONE, within(1L + weights.count(i) / 2));
        }
    }

    /** A sum of 8-bit samples, whatever their values, fits an int. */
    @Property
    void noSumOverflows(
            @ForAll @IntRange(min = 1, max = 5000) int from,
            @ForAll @IntRange(min = 1, max = 600) int to) {
        LanczosWeights weights = new LanczosWeights(from, to);

        for (int i = 0; i < to; i++) {
            long highest = ONE / 2;
            long lowest = ONE / 2;
            for (int k = 0; k < weights.count(i); k++) {
                long weight = weights.weights()[weights.offset(i) + k];
                highest += 255 * Math.max(0, weight);
                lowest += 255 * Math.min(0, weight);
            }
            assertThat(highest).isLessThanOrEqualTo(Integer.MAX_VALUE);
            assertThat(lowest).isGreaterThanOrEqualTo(Integer.MIN_VALUE);
        }
    }

    @Property
    void isTheSameFromBothEnds(
            @ForAll @IntRange(min = 1, max = 300) int from,
            @ForAll @IntRange(min = 1, max = 300) int to) {
        LanczosWeights weights = new LanczosWeights(from, to);

        for (int i = 0; i < to; i++) {
            for (int pixel = 0; pixel < from; pixel++) {
                int mirrored = weight(weights, to - 1 - i, from - 1 - pixel);
                // Where a window's edge falls between two pixels, one end may round the other way.
                assertThat(weight(weights, i, pixel)).isCloseTo(mirrored, within(ONE / 1000));
            }
        }
    }

    @Test
    void changesNothingAtTheSameSize() {
        LanczosWeights weights = new LanczosWeights(50, 50);

        for (int i = 0; i < 50; i++) {
            for (int pixel = 0; pixel < 50; pixel++) {
                assertThat(weight(weights, i, pixel)).isEqualTo(i == pixel ? ONE : 0);
            }
        }
    }

    /** Shrinking by ten looks at six times ten pixels: without that, stripes would come up. */
    @Test
    void widensTheWindowWhereTheImageShrinks() {
        assertThat(new LanczosWeights(1000, 100).count(50)).isEqualTo(60);
        assertThat(new LanczosWeights(100, 1000).count(500)).isBetween(6, 7);
    }

    private static long sum(LanczosWeights weights, int output) {
        long sum = 0;
        for (int k = 0; k < weights.count(output); k++) {
            sum += weights.weights()[weights.offset(output) + k];
        }
        return sum;
    }

    private static int weight(LanczosWeights weights, int output, int pixel) {
        int k = pixel - weights.first(output);
        boolean inside = k >= 0 && k < weights.count(output);
        return inside ? weights.weights()[weights.offset(output) + k] : 0;
    }
}
