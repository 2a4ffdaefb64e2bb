package io.radstream.local.report;

import java.util.List;

/**
 * The detector's boxes as a drawing that lies on the image: its units are the source image's
 * pixels, so that it fits whatever size the image is shown in.
 */
final class DetectionOverlay {

    /** A text's height by the image's longer side. */
    private static final double TEXT = 0.05;

    /** Boxes below it are dashed. */
    static final double UNSURE_BELOW = 0.5;

    private DetectionOverlay() {}

    static Element of(ResultFile result) {
        double size = TEXT * Math.max(result.width(), result.height());
        Element svg =
                Element.of("svg", "overlay")
                        .with("viewBox", "0 0 " + result.width() + " " + result.height())
                        .with("aria-hidden", "true");
        List<ResultFile.Detection> detections = result.detections();
        // The best last, so that nothing lies on it.
        for (int i = detections.size() - 1; i >= 0; i--) {
            svg.add(box(detections.get(i), result));
        }
        for (int i = detections.size() - 1; i >= 0; i--) {
            svg.add(label(i + 1, detections.get(i), size, result));
        }
        return svg;
    }

    private static Element box(ResultFile.Detection detection, ResultFile result) {
        double x1 = within(detection.x1(), result.width());
        double y1 = within(detection.y1(), result.height());
        double x2 = within(detection.x2(), result.width());
        double y2 = within(detection.y2(), result.height());
        Element group = Element.of("g");
        for (String cssClass : List.of("halo", unsure(detection) ? "box unsure" : "box")) {
            group.add(
                    Element.of("rect", cssClass)
                            .with("x", Math.min(x1, x2))
                            .with("y", Math.min(y1, y2))
                            .with("width", Math.abs(x2 - x1))
                            .with("height", Math.abs(y2 - y1)));
        }
        return group;
    }

    /** Above the box, below where there is no room above, inside where there is none either. */
    private static Element label(
            int number, ResultFile.Detection detection, double size, ResultFile result) {
        String text = number + ": " + Amounts.score(detection.score());
        double width = size * (0.62 * text.length() + 0.3);
        double height = 1.3 * size;
        double left = within(Math.min(detection.x1(), detection.x2()), result.width() - width);
        double top = within(Math.min(detection.y1(), detection.y2()), result.height());
        double bottom = within(Math.max(detection.y1(), detection.y2()), result.height());
        double y = top;
        if (top >= height) {
            y = top - height;
        } else if (bottom + height <= result.height()) {
            y = bottom;
        }
        return Element.of("g")
                .add(
                        Element.of("rect", "label")
                                .with("x", left)
                                .with("y", y)
                                .with("width", width)
                                .with("height", height))
                .add(
                        Element.of("text")
                                .with("x", left + 0.25 * size)
                                .with("y", y + 0.98 * size)
                                .with("font-size", size)
                                .text(text));
    }

    private static boolean unsure(ResultFile.Detection detection) {
        return detection.score() < UNSURE_BELOW;
    }

    private static double within(double value, double size) {
        return Math.max(0, Math.min(Math.max(0, size), value));
    }
}
