package io.radstream.local.report;

/** The frame that every part of the page has. */
final class Section {

    private Section() {}

    /**
     * A section with its heading.
     *
     * @param id what a link names it by
     * @param lede what to take from it, in a sentence or two
     */
    static Element of(String id, String title, String lede) {
        return Element.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(Element.of("h2").with("id", id + "-title").text(title))
                .add(Element.of("p", "lede").text(lede));
    }

    /** A table that scrolls inside its own box where it is wider than the page. */
    static Element scrolling(String label, Element table) {
        return Element.of("div", "scroll")
                .with("role", "region")
                .with("aria-label", label)
                .with("tabindex", "0")
                .add(table);
    }

    /** A row of column heads; those that begin with {@code #} stand above numbers. */
    static Element head(String... columns) {
        Element row = Element.of("tr");
        for (String column : columns) {
            boolean numeric = column.startsWith("#");
            row.add(
                    Element.of("th")
                            .with("scope", "col")
                            .with("class", numeric ? "number" : "words")
                            .text(numeric ? column.substring(1) : column));
        }
        return Element.of("thead").add(row);
    }
}
