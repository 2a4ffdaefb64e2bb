package io.radstream.local.report;

import java.util.List;
import java.util.SortedSet;

/** The models that answered. */
final class ModelsSection {

    private static final int SHORT_DIGEST = 19;

    private ModelsSection() {}

    static Element of(List<ModelUsed> models, SortedSet<String> intendedUses) {
        Element section = Section.of("models", "Models", lede(models, intendedUses));
        if (models.isEmpty()) {
            return section;
        }
        Element body = Element.of("tbody");
        for (ModelUsed model : models) {
            body.add(
                    Element.of("tr")
                            .add(
                                    Element.of("th")
                                            .with("scope", "row")
                                            .add(Element.of("code").text(model.name())))
                            .add(Element.of("td").text(model.version()))
                            .add(Element.of("td").text(model.arm()))
                            .add(Element.of("td", "id").add(digest(model)))
                            .add(Element.of("td", "number").text(Amounts.count(model.answers()))));
        }
        Element table =
                Element.of("table")
                        .add(Section.head("model", "version", "arm", "digest", "#answers"))
                        .add(body);
        return section.add(Section.scrolling("Models", table));
    }

    private static String lede(List<ModelUsed> models, SortedSet<String> intendedUses) {
        if (models.isEmpty()) {
            return "No model has answered yet.";
        }
        return intendedUses.isEmpty()
                ? "Not for diagnosis."
                : "Intended use, as the results state it: "
                        + String.join(", ", intendedUses)
                        + ". Not for diagnosis.";
    }

    private static Element digest(ModelUsed model) {
        String digest = model.digest();
        if (digest.isEmpty()) {
            return Element.of("span").text("none stated");
        }
        boolean isLong = digest.length() > SHORT_DIGEST;
        return Element.of("span")
                .with("title", digest)
                .text(isLong ? digest.substring(0, SHORT_DIGEST) + "…" : digest);
    }
}
