package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.Stage;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScalesTest {

    @Property
    void theHighestFitsBelowTheTop(@ForAll @DoubleRange(min = 0.01, max = 1e9) double highest) {
        LinearScale scale = new LinearScale(highest, 0.001);

        List<Double> ticks = scale.ticks();
        assertThat(ticks).hasSizeBetween(1, 4);
        assertThat(ticks.get(ticks.size() - 1)).isGreaterThanOrEqualTo(highest * (1 - 1e-6));
        assertThat(scale.place(highest)).isBetween(0.4, 1.0);
        assertThat(scale.place(0)).isZero();
    }

    @Property
    void countsHaveNoFractions(@ForAll @LongRange(min = 1, max = 2000) long highest) {
        assertThat(new LinearScale(highest, 1).ticks())
                .allSatisfy(tick -> assertThat(tick % 1).isZero());
    }

    @Test
    void nothingAtAllStillHasATop() {
        assertThat(new LinearScale(0, 1).ticks()).containsExactly(1.0);
    }

    @Property
    void everyLatencyLiesOnTheAxis(
            @ForAll @IntRange(min = -16, max = 60) int bin,
            @ForAll @IntRange(min = 0, max = 30) int more) {
        LogScale scale = LogScale.around(List.of(histogram(bin), histogram(bin + more)));

        double from = scale.place(LatencyHistogram.startMs(bin));
        double to = scale.place(LatencyHistogram.startMs(bin + more + 1));
        assertThat(from).isBetween(0.0, 0.5);
        assertThat(to).isBetween(0.5, 1.0);
        assertThat(scale.place(-5)).isBetween(0.0, from);
        assertThat(scale.ticks()).allSatisfy(tick -> assertThat(tick.place()).isBetween(0.0, 1.0));
    }

    @Test
    void decadesAreNamed() {
        LogScale scale = LogScale.around(List.of(histogram(-8), histogram(32)));

        assertThat(scale.ticks())
                .extracting(LogScale.Tick::label)
                .containsExactly("0.1 ms", "1 ms", "10 ms", "100 ms", "1 s", "10 s");
    }

    private static LatencyHistogram histogram(int bin) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        counts.put(bin, 1L);
        return new LatencyHistogram(Timed.of(Stage.pair), counts);
    }
}
