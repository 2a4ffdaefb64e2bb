package io.radstream.local.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The stages of a typical and of a slow study, each from where the one before it ended. Beside each
 * other, so that it shows which stage makes a slow study slow; each on a scale of its own.
 */
final class WaterfallChart {

    private static final int BAR_PX = 14;
    private static final int MODEL_BAR_PX = 8;

    private final List<Lane> lanes;

    private WaterfallChart(List<Lane> lanes) {
        this.lanes = lanes;
    }

    /**
     * The chart.
     *
     * @param slow may be empty
     */
    static Element of(StudyPath typical, StudyPath slow) {
        Lane first =
                new Lane(
                        "typical",
                        "A typical study",
                        "mean of the middle fifth by end_to_end: "
                                + Amounts.count(typical.studies(), "study", "studies"),
                        typical);
        Lane second =
                new Lane(
                        "slow",
                        "A slow study",
                        "mean of the slowest twentieth: "
                                + Amounts.count(slow.studies(), "study", "studies"),
                        slow);
        return new WaterfallChart(slow.isEmpty() ? List.of(first) : List.of(first, second)).draw();
    }

    private Element draw() {
        Element caption = Element.of("figcaption", "step").add(Element.of("span", "name"));
        lanes.forEach(lane -> caption.add(lane.head()));
        SortedSet<Timed> rows = new TreeSet<>();
        lanes.forEach(lane -> lane.path().parts().forEach(part -> rows.add(part.what())));
        Element steps = Element.of("ol", "steps");
        for (Timed what : rows) {
            Element row =
                    Element.of("li", what.isModel() ? "step of-model" : "step")
                            .add(Element.of("span", "name").text(what.label()));
            lanes.forEach(lane -> row.add(lane.part(what)));
            steps.add(row);
        }
        if (lanes.stream().anyMatch(Lane::hasRest)) {
            Element row =
                    Element.of("li", "step").add(Element.of("span", "name").text("not accounted"));
            lanes.forEach(lane -> row.add(lane.rest()));
            steps.add(row);
        }
        return Element.of("figure", lanes.size() == 1 ? "card way alone" : "card way")
                .add(caption)
                .add(steps);
    }

    /** One study's way from left to right. */
    private record Lane(String cssClass, String title, String note, StudyPath path) {

        Element head() {
            return Element.of("div", "lane-head " + cssClass)
                    .add(
                            Element.of("h3")
                                    .text(title + ": ")
                                    .add(
                                            Element.of("span", "figure")
                                                    .text(Amounts.latency(path.totalMs()))))
                    .add(Element.of("p", "note").text(note));
        }

        Element part(Timed what) {
            double ms = ms().getOrDefault(what, 0.0);
            return lane(begins().getOrDefault(what, 0.0), ms, what.isModel());
        }

        boolean hasRest() {
            return path.restMs() > 0.01 * path.totalMs();
        }

        Element rest() {
            return lane(path.totalMs() - path.restMs(), path.restMs(), false);
        }

        private Map<Timed, Double> ms() {
            Map<Timed, Double> ms = new HashMap<>();
            path.parts().forEach(part -> ms.put(part.what(), part.meanMs()));
            return ms;
        }

        /** Models begin where their stage does; it comes before them. */
        private Map<Timed, Double> begins() {
            Map<Timed, Double> begins = new HashMap<>();
            double at = 0;
            double stage = 0;
            for (StudyPath.Part part : path.parts()) {
                if (!part.what().isModel()) {
                    stage = at;
                    at += part.meanMs();
                }
                begins.put(part.what(), stage);
            }
            return begins;
        }

        private Element lane(double from, double ms, boolean model) {
            int height = model ? MODEL_BAR_PX : BAR_PX;
            double start = path.shareOf(from);
            Element track =
                    Element.of("svg", "track")
                            .with("width", "100%")
                            .with("height", height)
                            .with("aria-hidden", "true")
                            .add(
                                    Element.of("rect", "ground")
                                            .with("width", "100%")
                                            .with("height", height))
                            .add(
                                    Element.of("rect", "part")
                                            .share("x", start)
                                            .share("width", Math.min(1 - start, path.shareOf(ms)))
                                            .with("height", height));
            return Element.of("div", "lane " + cssClass)
                    .add(track)
                    .add(Element.of("span", "ms").text(Amounts.latency(ms)))
                    .add(
                            Element.of("span", "share")
                                    .text(model ? "" : Amounts.percent(path.shareOf(ms))));
        }
    }
}
