package io.radstream.local.report;

/** Results and rejects over time. */
final class ThroughputSection {

    private ThroughputSection() {}

    static Element of(EndedOverTime ended, TimeGrid grid) {
        Element section =
                Section.of(
                        "throughput",
                        "Throughput",
                        "At best "
                                + Amounts.count(ended.most())
                                + " ended within "
                                + Amounts.step(grid.step())
                                + ", rejects among them.");
        return section.add(
                Element.of("figure", "card")
                        .add(
                                Element.of("figcaption")
                                        .add(
                                                Element.of("p", "legend")
                                                        .add(
                                                                Element.of("span", "key result")
                                                                        .text("results"))
                                                        .add(
                                                                Element.of("span", "key reject")
                                                                        .text("rejects"))
                                                        .add(
                                                                Element.of("span")
                                                                        .text(
                                                                                "in steps of "
                                                                                        + Amounts
                                                                                                .step(
                                                                                                        grid
                                                                                                                .step())))))
                        .add(EndedChart.of(ended, grid)));
    }
}
