package io.radstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencySketchTest {

    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private static LatencySketch of(double... latenciesMs) {
        LatencySketch sketch = LatencySketch.empty();
        for (double latencyMs : latenciesMs) {
            sketch.add(latencyMs);
        }
        return sketch;
    }

    /** As latencies lie: many short ones, few very long ones. */
    private static double[] latencies(int count, int seed) {
        Random random = new Random(seed);
        double[] latencies = new double[count];
        for (int i = 0; i < count; i++) {
            latencies[i] = 20 * Math.exp(random.nextGaussian());
        }
        return latencies;
    }

    private static double exact(double[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))];
    }

    /** The share of all values that lie below what the sketch says is the quantile. */
    private static double rank(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        return (double) (at < 0 ? -at - 1 : at) / sorted.length;
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void isCloseToTheExactQuantiles(int count) {
        double[] latencies = latencies(count, 1);
        LatencySketch sketch = of(latencies);
        Arrays.sort(latencies);

        for (double quantile : QUANTILES) {
            assertThat(rank(latencies, sketch.valueAt(quantile)))
                    .as("rank of p%s", 100 * quantile)
                    .isCloseTo(quantile, within(0.002));
            assertThat(sketch.valueAt(quantile) / exact(latencies, quantile))
                    .as("p%s by its exact value", 100 * quantile)
                    .isCloseTo(1, within(0.02));
        }
    }

    /** A thousand windows merged: the mean of their p95s would be far off. */
    @Test
    void staysCloseWhenManyAreMerged() {
        double[] all = latencies(1_000_000, 2);
        LatencySketch merged = LatencySketch.empty();
        for (int window = 0; window < 1000; window++) {
            double[] part = Arrays.copyOfRange(all, window * 1000, (window + 1) * 1000);
            merged.merge(LatencySketch.of(of(part).serialize()));
        }
        Arrays.sort(all);

        for (double quantile : QUANTILES) {
            assertThat(merged.valueAt(quantile) / exact(all, quantile))
                    .as("p%s by its exact value", 100 * quantile)
                    .isCloseTo(1, within(0.005));
        }
    }

    @Test
    void isExactForOneValue() {
        assertThat(of(12.5).valueAt(0.99)).isEqualTo(12.5);
    }

    /** Two clocks disagree in `queue`. */
    @Test
    void takesNegativeLatencies() {
        assertThat(of(-800, 200, 300).valueAt(0)).isEqualTo(-800);
    }

    @Test
    void survivesItsSerialisedForm() {
        LatencySketch sketch = of(latencies(1000, 3));
        ByteBuffer serialized = sketch.serialize();
        LatencySketch copy = LatencySketch.of(serialized);

        assertThat(serialized.position()).as("reading it must not use it up").isZero();
        for (double quantile : QUANTILES) {
            assertThat(copy.valueAt(quantile)).isEqualTo(sketch.valueAt(quantile));
        }
        assertThat(copy.serialize()).isEqualTo(serialized);
    }

    /**
     * Trino's tdigest: version, min, max, compression, sum of weights, centroids, means, weights.
     */
    @Test
    void hasTheLayoutThatTrinoReads() {
        ByteBuffer bytes = of(1, 2, 3).serialize().order(ByteOrder.LITTLE_ENDIAN);

        assertThat(bytes.get(0)).as("version").isZero();
        assertThat(bytes.getDouble(1)).as("min").isEqualTo(1);
        assertThat(bytes.getDouble(9)).as("max").isEqualTo(3);
        assertThat(bytes.getDouble(17)).as("compression").isEqualTo(200);
        assertThat(bytes.getDouble(25)).as("sum of weights").isEqualTo(3);
        assertThat(bytes.getInt(33)).as("centroids").isEqualTo(3);
        assertThat(bytes.remaining()).isEqualTo(37 + 3 * 16);
        assertThat(bytes.getDouble(37)).as("first mean").isEqualTo(1);
    }

    /** It is stored in each row. */
    @Test
    void staysSmall() {
        assertThat(of(latencies(1_000_000, 4)).serialize().remaining()).isLessThan(4096);
    }
}
