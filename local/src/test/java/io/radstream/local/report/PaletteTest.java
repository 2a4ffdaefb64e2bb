package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contrast after WCAG 2.2 (1.4.3 and 1.4.11, level AA), in both themes and on paper. */
class PaletteTest {

    private static final double TEXT = 4.5;
    private static final double SHAPE = 3;
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");

    @ParameterizedTest
    @ValueSource(strings = {":root {", "(prefers-color-scheme: dark) {", "@media print {"})
    void textsAndShapesStandOut(String theme) throws IOException {
        Map<String, String> colours = colours(theme);

        for (String ground : List.of("card", "page")) {
            for (String text : List.of("ink", "quiet", "blue", "orange")) {
                assertContrast(colours, text, ground, TEXT);
            }
        }
        for (String shape : List.of("blue", "blue-mid", "slate", "orange")) {
            assertContrast(colours, shape, "card", SHAPE);
        }
        assertContrast(colours, "notice-ink", "notice", TEXT);
        assertContrast(colours, "page", "ink", TEXT);
    }

    private static void assertContrast(
            Map<String, String> colours, String one, String other, double least) {
        double a = luminance(colours.get(one));
        double b = luminance(colours.get(other));
        assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                .as("%s on %s", one, other)
                .isGreaterThanOrEqualTo(least);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** The colours of the first block behind the theme's beginning. */
    private static Map<String, String> colours(String theme) throws IOException {
        String style;
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            style = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int from = style.indexOf(theme);
        assertThat(from).isNotNegative();
        Matcher matcher = COLOUR.matcher(style.substring(from, style.indexOf('}', from)));
        Map<String, String> colours = new HashMap<>();
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        assertThat(colours).hasSizeGreaterThan(10);
        return colours;
    }
}
