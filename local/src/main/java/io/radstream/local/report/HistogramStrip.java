package io.radstream.local.report;

import java.util.List;
import java.util.Map;

/** How one stage's latencies spread, on an axis that all of them share. */
final class HistogramStrip {

    private static final int HEIGHT_PX = 40;
    private static final int AXIS_PX = 20;
    private static final double DOT_PX = 3.5;
    private static final int ROOM_FOR_TICKS = 4;

    private HistogramStrip() {}

    static Element of(LatencyHistogram histogram, StageLatency latency, LogScale scale) {
        Element svg =
                svg(HEIGHT_PX)
                        .with("role", "img")
                        .with(
                                "aria-label",
                                histogram.what().label()
                                        + ": half took at most "
                                        + Amounts.latency(latency.p50Ms())
                                        + ", 99 % at most "
                                        + Amounts.latency(latency.p99Ms()));
        for (LogScale.Tick tick : scale.ticks()) {
            svg.add(vertical(tick.place(), 0, HEIGHT_PX, "grid"));
        }
        svg.add(
                Element.of("line", "axis")
                        .with("x1", "0")
                        .with("x2", "100%")
                        .with("y1", HEIGHT_PX - 0.5)
                        .with("y2", HEIGHT_PX - 0.5));
        svg.add(
                Element.of("svg")
                        .with("width", "100%")
                        .with("height", HEIGHT_PX)
                        .with("viewBox", "0 0 " + Element.number(Plot.ACROSS) + " " + HEIGHT_PX)
                        .with("preserveAspectRatio", "none")
                        .add(
                                Element.of(
                                                "path",
                                                latency.what().isModel()
                                                        ? "spread model"
                                                        : "spread")
                                        .with("d", outline(histogram, scale))));
        double p95 = scale.place(latency.p95Ms());
        double p99 = scale.place(latency.p99Ms());
        svg.add(vertical(p99, HEIGHT_PX - 14, HEIGHT_PX, "p99-mark"));
        svg.add(vertical(p95, HEIGHT_PX - 22, HEIGHT_PX, "p95-mark"));
        svg.add(
                Element.of("circle", "p50-mark")
                        .share("cx", scale.place(latency.p50Ms()))
                        .with("cy", HEIGHT_PX - DOT_PX - 1)
                        .with("r", DOT_PX));
        svg.add(Plot.hit(0, 1, 0, HEIGHT_PX, tells(latency)));
        return svg;
    }

    /** The axis below all strips. */
    static Element axis(LogScale scale) {
        Element svg = svg(AXIS_PX).with("aria-hidden", "true");
        List<LogScale.Tick> ticks = scale.ticks();
        for (int i = 0; i < ticks.size(); i++) {
            LogScale.Tick tick = ticks.get(i);
            // On a phone, there is room for every other.
            String every = i % 2 == 1 && ticks.size() > ROOM_FOR_TICKS ? " spare" : "";
            svg.add(
                    Element.of("text", "tick " + Plot.anchor(tick.place()) + every)
                            .share("x", tick.place())
                            .with("y", 14)
                            .text(tick.label()));
        }
        return svg;
    }

    private static String tells(StageLatency latency) {
        return String.format(
                "%s\n%s\np50 %s\np95 %s\np99 %s",
                latency.what().label(),
                Amounts.count(latency.count(), "ended", "ended"),
                Amounts.latency(latency.p50Ms()),
                Amounts.latency(latency.p95Ms()),
                Amounts.latency(latency.p99Ms()));
    }

    /** Steps, each as high as its part of the fullest bin. */
    private static String outline(LatencyHistogram histogram, LogScale scale) {
        StringBuilder path = new StringBuilder();
        double most = histogram.mostInBin();
        for (Map.Entry<Integer, Long> bin : histogram.counts().entrySet()) {
            double from = Plot.ACROSS * scale.place(LatencyHistogram.startMs(bin.getKey()));
            double to = Plot.ACROSS * scale.place(LatencyHistogram.startMs(bin.getKey() + 1));
            double top = HEIGHT_PX - 1 - (HEIGHT_PX - 4) * bin.getValue() / most;
            path.append(Plot.point('M', from, HEIGHT_PX - 1))
                    .append(Plot.point('L', from, top))
                    .append(Plot.point('L', to, top))
                    .append(Plot.point('L', to, HEIGHT_PX - 1))
                    .append('Z');
        }
        return path.toString();
    }

    private static Element svg(int height) {
        return Element.of("svg", "plot").with("width", "100%").with("height", height);
    }

    private static Element vertical(double place, double from, double to, String cssClass) {
        return Element.of("line", cssClass)
                .share("x1", place)
                .share("x2", place)
                .with("y1", from)
                .with("y2", to);
    }
}
