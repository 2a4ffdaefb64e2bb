package io.radstream.local.report;

import io.radstream.record.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where the time goes: along the critical path, and by stage. */
final class PathSection {

    private PathSection() {}

    static Element of(StudyPath typical, StudyPath slow, List<StageLatency> latencies) {
        Element section = Section.of("path", "Where the time goes", lede(typical, slow, latencies));
        if (!typical.isEmpty()) {
            section.add(WaterfallChart.of(typical, slow));
        }
        if (!latencies.isEmpty()) {
            section.add(
                            Element.of("p", "note above")
                                    .text(
                                            "Every stage that ended, on the way to a result or to a reject. "
                                                    + "queue and pair lie before end_to_end begins."))
                    .add(table(latencies));
        }
        return section;
    }

    private static String lede(StudyPath typical, StudyPath slow, List<StageLatency> latencies) {
        if (typical.isEmpty()) {
            return latencies.isEmpty()
                    ? "No stage has ended yet."
                    : "No study has a result yet; these stages have ended.";
        }
        String most =
                "The largest part of a typical study’s time goes to " + longest(typical) + ".";
        return slow.isEmpty()
                ? most
                : most
                        + " A slow one takes "
                        + Amounts.decimal(slow.totalMs() / Math.max(0.001, typical.totalMs()))
                        + " times as long, the largest part of it in "
                        + longest(slow)
                        + ".";
    }

    private static String longest(StudyPath path) {
        Optional<StudyPath.Part> longest =
                path.parts().stream()
                        .filter(part -> !part.what().isModel())
                        .max(Comparator.comparingDouble(StudyPath.Part::meanMs));
        return longest.map(
                        part ->
                                part.what().label()
                                        + " ("
                                        + Amounts.percent(path.shareOf(part.meanMs()))
                                        + ")")
                .orElse("no stage that is told");
    }

    private static Element table(List<StageLatency> latencies) {
        Element body = Element.of("tbody");
        for (StageLatency latency : latencies) {
            Element name =
                    Element.of("th")
                            .with("scope", "row")
                            .add(Element.of("code").text(latency.what().label()))
                            .add(Element.of("span", "note").text(meaning(latency)));
            body.add(
                    Element.of("tr", cssClass(latency))
                            .add(name)
                            .add(number(Amounts.count(latency.count())))
                            .add(number(failed(latency)))
                            .add(number(Amounts.latency(latency.p50Ms())))
                            .add(number(Amounts.latency(latency.p95Ms())))
                            .add(number(Amounts.latency(latency.p99Ms())))
                            .add(number(Amounts.latency(latency.maxMs()))));
        }
        Element table =
                Element.of("table", "stages")
                        .add(
                                Section.head(
                                        "stage",
                                        "#count",
                                        "#failed",
                                        "#p50",
                                        "#p95",
                                        "#p99",
                                        "#longest"))
                        .add(body);
        return Section.scrolling("Latency by stage", table);
    }

    private static String cssClass(StageLatency latency) {
        if (latency.what().isModel()) {
            return "of-model";
        }
        return latency.what().stage() == Stage.end_to_end ? "whole" : "one";
    }

    private static String meaning(StageLatency latency) {
        if (latency.serverQueueMs().isEmpty() || latency.serverComputeMs().isEmpty()) {
            return latency.what().meaning();
        }
        return String.format(
                "the server’s own medians: %s in its queue, %s computing",
                Amounts.latency(latency.serverQueueMs().getAsDouble()),
                Amounts.latency(latency.serverComputeMs().getAsDouble()));
    }

    private static String failed(StageLatency latency) {
        long failed = latency.failed() + latency.errors();
        return failed == 0 ? "–" : Amounts.count(failed);
    }

    private static Element number(String text) {
        return Element.of("td", "number").text(text);
    }
}
