package io.radstream.local.report;

import io.radstream.record.Stage;

/** Latency by stage over time. */
final class TimeSection {

    private static final int LARGE_PX = 150;
    private static final int SMALL_PX = 70;

    private TimeSection() {}

    static Element of(LatenciesOverTime latencies, TimeGrid grid) {
        Element section =
                Section.of(
                        "time",
                        "Latency over time",
                        "Each chart has a scale of its own, from 0. A point stands for what ended within "
                                + Amounts.step(grid.step())
                                + "; where nothing did, the line ends. Times are UTC.");
        section.add(
                Element.of("p", "legend")
                        .add(Element.of("span", "key p50").text("p50, half took less"))
                        .add(Element.of("span", "key p95").text("p95, 95 % took less")));
        Element small = Element.of("div", "small-charts");
        for (LatencySeries series : latencies.series()) {
            if (series.what().stage() == Stage.end_to_end) {
                section.add(figure(series, grid, LARGE_PX, 4).with("class", "card large-chart"));
            } else {
                small.add(figure(series, grid, SMALL_PX, 3).with("class", "card"));
            }
        }
        return section.add(small)
                .add(
                        Element.of("p", "note")
                                .text(
                                        "From "
                                                + (latencies.fromWindows()
                                                        ? "latency_windows, their sketches merged."
                                                        : "telemetry_events.")));
    }

    private static Element figure(LatencySeries series, TimeGrid grid, int height, int ticks) {
        return Element.of("figure")
                .add(
                        Element.of("figcaption")
                                .add(Element.of("h3").text(series.what().label()))
                                .add(Element.of("p", "note").text(series.what().meaning())))
                .add(LatencyChart.of(series, grid, height, ticks));
    }
}
