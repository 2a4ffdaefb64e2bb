package io.radstream.local.report;

import java.util.List;
import java.util.SortedMap;

/** How latencies spread, by stage. */
final class SpreadSection {

    private SpreadSection() {}

    static Element of(SortedMap<Timed, LatencyHistogram> histograms, List<StageLatency> latencies) {
        Element section =
                Section.of(
                        "spread",
                        "How latencies spread",
                        "All stages share one axis, on which each step is ten times the one before. "
                                + "Heights compare within a stage, not between stages.");
        LogScale scale = LogScale.around(histograms.values());
        Element rows = Element.of("div", "strips");
        for (StageLatency latency : latencies) {
            LatencyHistogram histogram = histograms.get(latency.what());
            if (histogram != null) {
                rows.add(
                        Element.of("div", latency.what().isModel() ? "strip of-model" : "strip")
                                .add(Element.of("h3").text(latency.what().label()))
                                .add(HistogramStrip.of(histogram, latency, scale)));
            }
        }
        rows.add(
                Element.of("div", "strip").add(Element.of("span")).add(HistogramStrip.axis(scale)));
        return section.add(
                        Element.of("p", "legend")
                                .add(Element.of("span", "key p50-mark").text("p50"))
                                .add(Element.of("span", "key p95-mark").text("p95"))
                                .add(Element.of("span", "key p99-mark").text("p99")))
                .add(Element.of("div", "card").add(rows));
    }
}
