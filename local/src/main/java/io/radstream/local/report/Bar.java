package io.radstream.local.report;

import java.util.Map;

/** The bar that stays in sight: where to go, and what this is not. */
final class Bar {

    private Bar() {}

    /**
     * The bar.
     *
     * @param links from a section's id to what to call it
     */
    static Element of(Map<String, String> links) {
        Element list = Element.of("ul");
        links.forEach(
                (id, name) ->
                        list.add(
                                Element.of("li")
                                        .add(Element.of("a").with("href", "#" + id).text(name))));
        return Element.of("div", "bar")
                .add(
                        Element.of("div")
                                .add(Element.of("nav").with("aria-label", "Sections").add(list))
                                .add(Element.of("span", "tag").text("Not for diagnosis")));
    }
}
