package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DetectionOverlayTest {

    private static final int WIDTH = 2000;
    private static final int HEIGHT = 1000;

    @Test
    void drawsInThePixelsOfTheSource() {
        Markup overlay = overlay(new ResultFile.Detection(100, 200, 400, 700, 0.9, 1));

        assertThat(overlay.all("svg").get(0).getAttribute("viewBox")).isEqualTo("0 0 2000 1000");
        assertThat(rectangle(overlay.all("rect", "box").get(0)))
                .containsExactly(100.0, 200.0, 300.0, 500.0);
        assertThat(overlay.all("text").get(0).getTextContent()).isEqualTo("1: 0.90");
    }

    @Test
    void staysInsideTheImage() {
        Markup overlay =
                overlay(
                        new ResultFile.Detection(-50, -50, 3000, 3000, 0.9, 1),
                        new ResultFile.Detection(1990, 0, 2000, 10, 0.8, 1));

        assertThat(overlay.all("rect"))
                .allSatisfy(
                        rect -> {
                            List<Double> at = rectangle(rect);
                            assertThat(at.get(0)).isBetween(0.0, (double) WIDTH);
                            assertThat(at.get(1)).isBetween(0.0, (double) HEIGHT);
                            assertThat(at.get(0) + at.get(2)).isLessThanOrEqualTo(WIDTH + 0.01);
                            assertThat(at.get(1) + at.get(3)).isLessThanOrEqualTo(HEIGHT + 0.01);
                        });
    }

    @Test
    void tellsTheUnsureApartAndKeepsTheBestOnTop() {
        Markup overlay =
                overlay(
                        new ResultFile.Detection(0, 0, 10, 10, 0.9, 1),
                        new ResultFile.Detection(0, 0, 10, 10, 0.3, 2));

        assertThat(overlay.all("rect", "unsure")).hasSize(1);
        assertThat(overlay.all("text"))
                .extracting(org.w3c.dom.Element::getTextContent)
                .containsExactly("2: 0.30", "1: 0.90");
    }

    private static Markup overlay(ResultFile.Detection... detections) {
        return Markup.of(DetectionOverlay.of(Results.of("a", WIDTH, HEIGHT, List.of(detections))));
    }

    private static List<Double> rectangle(org.w3c.dom.Element rect) {
        return Stream.of("x", "y", "width", "height")
                .map(name -> Double.parseDouble(rect.getAttribute(name)))
                .toList();
    }
}
