package io.radstream.local.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * The ground of a chart: as wide as the page lets it be, of fixed height. Places along it are
 * percentages and texts keep their size, so that a chart is as readable on a phone as on a desk;
 * only lines and areas are stretched.
 */
final class Plot {

    /** Units across a stretched drawing. */
    static final double ACROSS = 1000;

    private static final int TOP = 16;
    private static final int BOTTOM = 20;

    /** Of a lower plot, only the top is labelled; a higher one has a gutter for its labels. */
    private static final int LABELS_ALL_FROM = 120;

    private final int height;
    private final Element svg;

    /**
     * @param height of the drawing without its labels, pixels
     * @param label what it shows, for those who do not see it
     */
    Plot(int height, String label) {
        this.height = height;
        this.svg =
                Element.of("svg", height >= LABELS_ALL_FROM ? "plot gutter" : "plot")
                        .with("width", "100%")
                        .with("height", TOP + height + BOTTOM)
                        .with("role", "img")
                        .with("aria-label", label);
    }

    Element svg() {
        return svg;
    }

    int height() {
        return height;
    }

    /** Pixels from the top for a place between 0, the ground, and 1, the top. */
    double y(double place) {
        return TOP + height * (1 - place);
    }

    /** Horizontal lines with what they stand for. */
    Plot scale(LinearScale scale, DoubleFunction<String> label) {
        svg.add(horizontal(0, "axis"));
        for (double tick : scale.ticks()) {
            double place = scale.place(tick);
            svg.add(horizontal(place, "grid"));
            if (height >= LABELS_ALL_FROM) {
                svg.add(
                        Element.of("text", "tick to")
                                .with("x", -8)
                                .with("y", y(place) + 4)
                                .text(label.apply(tick)));
            } else if (place == 1) {
                svg.add(
                        Element.of("text", "tick")
                                .with("x", 0)
                                .with("y", y(1) - 4)
                                .text(label.apply(tick)));
            }
        }
        return this;
    }

    /** Moments below the ground. */
    Plot time(List<TimeGrid.Tick> ticks) {
        for (TimeGrid.Tick tick : ticks) {
            svg.add(
                    Element.of("line", "axis")
                            .share("x1", tick.place())
                            .share("x2", tick.place())
                            .with("y1", y(0))
                            .with("y2", y(0) + 4));
            svg.add(
                    Element.of("text", "tick " + anchor(tick.place()))
                            .share("x", tick.place())
                            .with("y", y(0) + 16)
                            .text(tick.label()));
        }
        return this;
    }

    /** Lines and areas, {@value #ACROSS} units wide and as high as the plot. */
    Plot stretched(List<Element> shapes) {
        svg.add(
                Element.of("svg")
                        .with("x", 0)
                        .with("y", TOP)
                        .with("width", "100%")
                        .with("height", height)
                        .with("viewBox", "0 0 " + Element.number(ACROSS) + " " + height)
                        .with("preserveAspectRatio", "none")
                        .addAll(shapes));
        return this;
    }

    /** An invisible column that tells its figures when it is pointed at. */
    static Element hit(double from, double width, double y, double height, String tells) {
        return Element.of("rect", "hit")
                .share("x", from)
                .share("width", width)
                .with("y", y)
                .with("height", height)
                .add(Element.of("title").text(tells));
    }

    /** Labels at the ends stay inside. */
    static String anchor(double place) {
        return place < 0.06 ? "from" : place > 0.94 ? "to" : "around";
    }

    /** A point of a path. */
    static String point(char command, double x, double y) {
        return String.format(Locale.ROOT, "%c%s %s", command, Element.number(x), Element.number(y));
    }

    private Element horizontal(double place, String cssClass) {
        return Element.of("line", cssClass)
                .with("x1", "0")
                .with("x2", "100%")
                .with("y1", y(place))
                .with("y2", y(place));
    }
}
