package io.radstream.local.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images with what the models say of them. */
final class GallerySection {

    /** More are a click away. */
    private static final int OPEN_CARDS = 16;

    private GallerySection() {}

    static Element of(Gallery gallery) {
        List<Gallery.Entry> entries = gallery.entries();
        Element section = Section.of("gallery", "Gallery", lede(gallery));
        if (entries.isEmpty()) {
            return section;
        }
        section.add(controls(entries));
        int open = Math.min(OPEN_CARDS, entries.size());
        section.add(cards(entries.subList(0, open)));
        if (entries.size() > open) {
            section.add(
                    Element.of("details")
                            .add(
                                    Element.of("summary")
                                            .text(
                                                    Amounts.count(
                                                            entries.size() - open,
                                                            "more image",
                                                            "more images")))
                            .add(cards(entries.subList(open, entries.size()))));
        }
        return section;
    }

    private static String lede(Gallery gallery) {
        int shown = gallery.entries().size();
        if (shown == 0) {
            return "There is no result to show.";
        }
        String which =
                shown == gallery.studies()
                        ? "All " + Amounts.count(shown, "study", "studies") + " with a result."
                        : Amounts.count(shown)
                                + " of "
                                + Amounts.count(gallery.studies())
                                + " studies with a result: those that are not test data first, then some of every class.";
        return which
                + " Boxes are the detector’s, dashed where the score is below 0.5; bars are the classifier’s. They demonstrate a pipeline and are not for diagnosis.";
    }

    /** One switch works without a script; the classes are shown by the script that they need. */
    private static Element controls(List<Gallery.Entry> entries) {
        Map<String, Integer> classes = new TreeMap<>();
        entries.forEach(entry -> classes.merge(entry.result().top(), 1, Integer::sum));
        Element filter =
                Element.of("div", "filter")
                        .with("role", "group")
                        .with("aria-label", "Show one class")
                        .with("hidden", "hidden")
                        .add(choice("", "all", entries.size(), true));
        classes.forEach((name, count) -> filter.add(choice(name, name, count, false)));
        return Element.of("div", "controls")
                .add(
                        Element.of("label", "switch")
                                .add(
                                        Element.of("input")
                                                .with("type", "checkbox")
                                                .with("id", "boxes")
                                                .with("checked", "checked"))
                                .text(" show boxes"))
                .add(filter);
    }

    private static Element choice(String top, String label, int count, boolean pressed) {
        return Element.of("button")
                .with("type", "button")
                .with("data-top", top)
                .with("aria-pressed", Boolean.toString(pressed))
                .text(label + " ")
                .add(Element.of("span", "count").text(Amounts.count(count)));
    }

    private static Element cards(List<Gallery.Entry> entries) {
        Element list = Element.of("ul", "gallery");
        entries.forEach(entry -> list.add(GalleryCard.of(entry)));
        return list;
    }
}
