package io.radstream.local.report;

import java.util.Locale;

/** One image of the gallery, with what the models say of it. */
final class GalleryCard {

    private GalleryCard() {}

    static Element of(Gallery.Entry entry) {
        ResultFile result = entry.result();
        Element caption =
                Element.of("figcaption")
                        .add(Element.of("h3", "id").text(result.studyId()))
                        .add(Element.of("p", "note").text(facts(result)))
                        .add(
                                Element.of("p", "top")
                                        .add(Element.of("strong").text(result.top()))
                                        .text(" ")
                                        .add(
                                                Element.of("span", "figure")
                                                        .text(
                                                                Amounts.percent(
                                                                        result.confidence()))))
                        .add(classes(result));
        if (!result.detections().isEmpty()) {
            caption.add(findings(result));
        }
        for (String warning : result.warnings()) {
            caption.add(Element.of("p", "warning").text(warning));
        }
        caption.add(
                Element.of("p", "note id key-link")
                        .add(
                                Element.of("a")
                                        .with("href", "../" + result.key())
                                        .with("title", result.key())
                                        .text(result.key())));
        return Element.of("li", "card")
                .with("data-top", result.top())
                .add(Element.of("figure").add(picture(entry)).add(caption));
    }

    private static String facts(ResultFile result) {
        String priors =
                result.priors() == 0
                        ? "no priors"
                        : Amounts.count(result.priors(), "prior", "priors");
        return String.format(
                Locale.ROOT,
                "%s, %s, %d × %d%s",
                result.view(),
                priors,
                result.width(),
                result.height(),
                result.testData() ? ", test data" : "");
    }

    private static Element picture(Gallery.Entry entry) {
        ResultFile result = entry.result();
        Element shot = Element.of("div", "shot");
        if (!entry.thumbnail().isThere()) {
            return shot.add(Element.of("p", "missing").text(entry.thumbnail().missing()));
        }
        shot.add(
                Element.of("img")
                        .with("src", entry.thumbnail().uri())
                        .with("alt", alt(result))
                        .with("decoding", "async"));
        return result.detections().isEmpty() ? shot : shot.add(DetectionOverlay.of(result));
    }

    private static String alt(ResultFile result) {
        return "Radiograph of study "
                + result.studyId()
                + ", view "
                + result.view()
                + ", with "
                + Amounts.count(result.detections().size(), "box", "boxes")
                + " of the detector";
    }

    private static Element classes(ResultFile result) {
        Element list = Element.of("ul", "classes");
        for (ResultFile.Prediction prediction : result.predictions()) {
            boolean top = prediction.name().equals(result.top());
            double probability = Math.max(0, Math.min(1, prediction.probability()));
            list.add(
                    Element.of("li", top ? "is-top" : "is-other")
                            .add(Element.of("span", "name").text(prediction.name()))
                            .add(
                                    Element.of("svg", "track")
                                            .with("width", "100%")
                                            .with("height", 6)
                                            .with("aria-hidden", "true")
                                            .add(
                                                    Element.of("rect", "ground")
                                                            .with("width", "100%")
                                                            .with("height", 6))
                                            .add(
                                                    Element.of("rect", "part")
                                                            .share("width", probability)
                                                            .with("height", 6)))
                            .add(
                                    Element.of("span", "ms")
                                            .text(Amounts.percent(prediction.probability()))));
        }
        return list;
    }

    /** The detector's labels are numbers: what they mean, the result does not say. */
    private static Element findings(ResultFile result) {
        Element list = Element.of("ol", "findings");
        for (ResultFile.Detection detection : result.detections()) {
            list.add(
                    Element.of("li")
                            .text(
                                    "score "
                                            + Amounts.score(detection.score())
                                            + ", label "
                                            + detection.label()));
        }
        return list;
    }
}
