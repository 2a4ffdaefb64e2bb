package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Shapes lie where their figures say, and inside their charts. */
class ChartsTest {

    private static final Instant START = Instant.parse("2026-11-24T22:24:00Z");
    private static final TimeGrid TEN_SECONDS = TimeGrid.over(START, START.plusSeconds(9));
    private static final int HEIGHT = 100;

    @Test
    void aLineGoesThroughItsFigures() {
        LatencySeries series = series(point(0, 50, 100), point(1, 100, 200));

        Markup chart = Markup.of(LatencyChart.of(series, TEN_SECONDS, HEIGHT, 3));

        // The scale ends at 200: the middles of the first two steps, half and all of the height.
        assertThat(path(chart, "p50")).containsExactly(50.0, 75.0, 150.0, 50.0);
        assertThat(path(chart, "p95")).containsExactly(50.0, 50.0, 150.0, 0.0);
        assertThat(chart.all("title").get(1).getTextContent())
                .isEqualTo("22:24:01\n7 ended\np50 100 ms\np95 200 ms");
    }

    @Test
    void aLineEndsWhereNothingEnded() {
        LatencySeries series = series(point(0, 1, 2), point(1, 1, 2), point(5, 1, 2));

        Markup chart = Markup.of(LatencyChart.of(series, TEN_SECONDS, HEIGHT, 3));

        assertThat(chart.all("path", "p50")).hasSize(2);
        assertThat(chart.all("circle", "p50-dot")).hasSize(1);
        assertThat(chart.all("circle", "p50-dot").get(0).getAttribute("cx")).isEqualTo("55%");
    }

    @Property(tries = 200)
    void latenciesStayInside(
            @ForAll @Size(min = 1, max = 10)
                    List<@DoubleRange(min = -2000, max = 1e8) Double> latencies) {
        List<LatencySeries.Point> points = new ArrayList<>();
        for (int slot = 0; slot < latencies.size(); slot++) {
            points.add(point(slot, latencies.get(slot), latencies.get(slot) + 1));
        }

        Markup chart =
                Markup.of(
                        LatencyChart.of(
                                new LatencySeries(Timed.of(Stage.queue), points),
                                TEN_SECONDS,
                                HEIGHT,
                                3));

        chart.all("path").forEach(ChartsTest::assertInside);
    }

    @Test
    void rejectsStandOnResults() {
        EndedOverTime ended = new EndedOverTime(counts(6), counts(2));

        Markup chart = Markup.of(EndedChart.of(ended, TEN_SECONDS));

        org.w3c.dom.Element results = chart.all("rect", "result").get(0);
        org.w3c.dom.Element rejects = chart.all("rect", "reject").get(0);
        assertThat(number(rejects, "y") + number(rejects, "height"))
                .isEqualTo(number(results, "y"));
        assertThat(number(results, "height")).isEqualTo(3 * number(rejects, "height"));
        assertThat(chart.all("rect", "result")).hasSize(1);
    }

    @Property(tries = 200)
    void histogramsStayInside(
            @ForAll @Size(min = 1, max = 20)
                    List<@DoubleRange(min = 0.01, max = 1e8) Double> latencies) {
        TreeMap<Integer, Long> counts = new TreeMap<>();
        latencies.forEach(
                ms ->
                        counts.merge(
                                (int) Math.floor(Math.log10(ms) * LatencyHistogram.BINS_PER_DECADE),
                                1L,
                                Long::sum));
        LatencyHistogram histogram = new LatencyHistogram(Timed.of(Stage.pair), counts);

        Markup strip =
                Markup.of(
                        HistogramStrip.of(
                                histogram,
                                latency(Stage.pair, latencies.get(0)),
                                LogScale.around(List.of(histogram))));

        strip.all("path").forEach(ChartsTest::assertInside);
    }

    @Test
    void stagesFollowOneAnother() {
        StudyPath path =
                new StudyPath(
                        3,
                        100,
                        List.of(
                                new StudyPath.Part(Timed.of(Stage.source_lag), 25),
                                new StudyPath.Part(Timed.of(Stage.inference), 50),
                                new StudyPath.Part(new Timed(Stage.inference, "detector 1"), 40),
                                new StudyPath.Part(Timed.of(Stage.store_results), 10)));

        Markup chart = Markup.of(WaterfallChart.of(path, new StudyPath(0, 0, List.of())));

        assertThat(chart.all("rect", "part"))
                .extracting(part -> part.getAttribute("x") + " " + part.getAttribute("width"))
                .containsExactly("0% 25%", "25% 50%", "25% 40%", "75% 10%", "85% 15%");
        assertThat(chart.text()).contains("not accounted");
    }

    @Test
    void aPathOfNoTimeAtAllIsDrawn() {
        StudyPath path = new StudyPath(1, 0, List.of(new StudyPath.Part(Timed.of(Stage.admit), 0)));

        assertThat(Markup.of(WaterfallChart.of(path, path)).all("rect", "part")).hasSize(2);
    }

    private static void assertInside(org.w3c.dom.Element path) {
        List<Double> numbers = Markup.numbers(path.getAttribute("d"));
        for (int i = 0; i < numbers.size(); i += 2) {
            assertThat(numbers.get(i)).isBetween(0.0, Plot.ACROSS);
            assertThat(numbers.get(i + 1)).isBetween(0.0, (double) HEIGHT);
        }
    }

    private static List<Double> path(Markup chart, String cssClass) {
        return Markup.numbers(chart.all("path", cssClass).get(0).getAttribute("d"));
    }

    private static double number(org.w3c.dom.Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static LatencySeries series(LatencySeries.Point... points) {
        return new LatencySeries(Timed.of(Stage.admit), List.of(points));
    }

    private static LatencySeries.Point point(int slot, double p50, double p95) {
        return new LatencySeries.Point(slot, 7, p50, p95);
    }

    private static List<Long> counts(long first) {
        List<Long> counts = new ArrayList<>(Collections.nCopies(TEN_SECONDS.slots(), 0L));
        counts.set(0, first);
        return counts;
    }

    private static StageLatency latency(Stage stage, double ms) {
        return new StageLatency(
                Timed.of(stage),
                1,
                0,
                0,
                ms,
                ms,
                ms,
                ms,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }
}
