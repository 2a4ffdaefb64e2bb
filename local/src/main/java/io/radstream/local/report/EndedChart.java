package io.radstream.local.report;

/** How many study versions ended in each step of time: rejects on top of results. */
final class EndedChart {

    private static final int HEIGHT_PX = 140;
    private static final int TICKS = 4;
    private static final double GAP = 0.12;

    private EndedChart() {}

    static Element of(EndedOverTime ended, TimeGrid grid) {
        LinearScale scale = new LinearScale((double) ended.most(), 1);
        Plot plot =
                new Plot(
                        HEIGHT_PX,
                        "results and rejects over time: at most "
                                + Amounts.count(ended.most())
                                + " in "
                                + Amounts.step(grid.step()));
        Element svg = plot.svg().add(hatch());
        plot.scale(scale, top -> Amounts.count(Math.round(top))).time(grid.ticks(TICKS));
        for (int slot = 0; slot < grid.slots(); slot++) {
            long results = ended.results().get(slot);
            long rejects = ended.rejects().get(slot);
            if (results > 0) {
                svg.add(bar(plot, scale, grid, slot, 0, results).with("class", "result"));
            }
            if (rejects > 0) {
                svg.add(bar(plot, scale, grid, slot, results, rejects).with("class", "reject"));
            }
            if (results + rejects > 0) {
                svg.add(
                        Plot.hit(
                                (double) slot / grid.slots(),
                                1.0 / grid.slots(),
                                plot.y(1),
                                HEIGHT_PX,
                                grid.label(slot)
                                        + '\n'
                                        + Amounts.count(results, "result", "results")
                                        + '\n'
                                        + Amounts.count(rejects, "reject", "rejects")));
            }
        }
        return svg;
    }

    private static Element bar(
            Plot plot, LinearScale scale, TimeGrid grid, int slot, long below, long count) {
        double top = plot.y(scale.place((double) below + count));
        return Element.of("rect")
                .share("x", (slot + GAP / 2) / grid.slots())
                .share("width", (1 - GAP) / grid.slots())
                .with("y", top)
                .with("height", plot.y(scale.place((double) below)) - top);
    }

    /** So that rejects differ from results by more than colour. */
    private static Element hatch() {
        return Element.of("defs")
                .add(
                        Element.of("pattern")
                                .with("id", "hatch")
                                .with("width", 5)
                                .with("height", 5)
                                .with("patternUnits", "userSpaceOnUse")
                                .with("patternTransform", "rotate(45)")
                                .add(
                                        Element.of("rect", "hatch-ground")
                                                .with("width", 5)
                                                .with("height", 5))
                                .add(
                                        Element.of("rect", "hatch-line")
                                                .with("width", 2)
                                                .with("height", 5)));
    }
}
