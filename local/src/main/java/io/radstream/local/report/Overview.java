package io.radstream.local.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The head of the page: what ran, when, and what became of it. */
final class Overview {

    private Overview() {}

    /** What is known of the run as such. */
    record Run(String name, boolean finished, Optional<Instant> begunAt, String version) {}

    static Element of(
            Run run,
            RunOverview counts,
            Optional<StoredSummary> summary,
            Optional<StageLatency> endToEnd) {
        Element head = Element.of("header").with("id", "overview");
        head.add(Element.of("p", "kicker").text("RadStream, report of a run"));
        head.add(Element.of("h1").text(run.name()));
        head.add(Element.of("p", "meta").text(meta(run, counts)));
        head.add(notice());
        head.add(tiles(counts, summary, endToEnd));
        return head;
    }

    private static Element notice() {
        return Element.of("p", "notice")
                .with("role", "note")
                .add(Element.of("strong").text("Demonstration. Not for diagnosis."))
                .text(
                        " Classes, boxes and numbers show a pipeline at work. They say nothing about a patient.");
    }

    private static String meta(Run run, RunOverview counts) {
        String when =
                counts.span()
                        .map(
                                span ->
                                        Amounts.period(
                                                run.begunAt().orElse(span.first()), span.last()))
                        .or(() -> run.begunAt().map(at -> "begun " + Amounts.moment(at) + " UTC"))
                        .orElse("not begun");
        return when
                + " · "
                + (run.finished() ? "finished" : "not finished: goes on with --resume")
                + " · RadStream "
                + run.version();
    }

    private static Element tiles(
            RunOverview counts, Optional<StoredSummary> summary, Optional<StageLatency> endToEnd) {
        Element tiles = Element.of("dl", "tiles");
        tiles.add(tile("Study versions ended", Amounts.count(counts.studies()), ""));
        tiles.add(tile("Results", Amounts.count(counts.results()), ofAll(counts)));
        tiles.add(
                tile(
                        "Rejects",
                        Amounts.count(counts.rejectedStudies() + counts.otherRejects()),
                        counts.otherRejects() == 0
                                ? ""
                                : Amounts.count(counts.otherRejects())
                                        + " of them events that name no study"));
        for (boolean median : List.of(true, false)) {
            tiles.add(
                    tile(
                            "end_to_end, " + (median ? "p50" : "p95"),
                            endToEnd.map(
                                            latency ->
                                                    Amounts.latency(
                                                            median
                                                                    ? latency.p50Ms()
                                                                    : latency.p95Ms()))
                                    .orElse("–"),
                            median ? "half took less" : "95 % took less"));
        }
        tiles.add(
                tile(
                        "Throughput",
                        summary.map(known -> Amounts.decimal(known.throughputPerS()) + " / s")
                                .orElse("–"),
                        summary.map(
                                        known ->
                                                "study versions, over "
                                                        + Amounts.latency(1000 * known.wallS())
                                                        + " with the start")
                                .orElse("no summary.json yet")));
        return tiles;
    }

    private static String ofAll(RunOverview counts) {
        return counts.studies() == 0
                ? ""
                : Amounts.percent((double) counts.results() / counts.studies())
                        + " of study versions";
    }

    private static Element tile(String what, String figure, String note) {
        return Element.of("div", "tile")
                .add(Element.of("dt").text(what))
                .add(Element.of("dd", "figure").text(figure))
                .add(Element.of("dd", "note").text(note));
    }
}
