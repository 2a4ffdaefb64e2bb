package io.radstream.local.report;

import java.nio.file.Path;
import java.util.List;

/** Rejects with their causes. */
final class RejectsSection {

    /** More of one code are a click away. */
    private static final int OPEN_ROWS = 4;

    private RejectsSection() {}

    static Element of(List<RejectGroup> groups, Path out, boolean finished) {
        Element section = Section.of("rejects", "Rejects", lede(groups, finished));
        long most = groups.stream().mapToLong(RejectGroup::count).max().orElse(1);
        for (RejectGroup group : groups) {
            section.add(card(group, most, out));
        }
        return section;
    }

    private static String lede(List<RejectGroup> groups, boolean finished) {
        if (groups.isEmpty()) {
            return "Nothing was rejected.";
        }
        long all = groups.stream().mapToLong(RejectGroup::count).sum();
        return Amounts.count(all, "input", "inputs")
                + " ended without a result, for "
                + Amounts.count(groups.size(), "reason", "reasons")
                + ". Each is a document below rejects/ and a row of the rejects table, with what a replay needs. "
                + (finished
                        ? "This run has ended: what you mend now, a new run reads, into another folder."
                        : "What you mend becomes a new version of its study, where the run watches its folder.");
    }

    private static Element card(RejectGroup group, long most, Path out) {
        RejectAdvice advice = RejectAdvice.of(group.code());
        Element card =
                Element.of("article", "card reject-group")
                        .add(
                                Element.of("h3")
                                        .add(Element.of("code").text(group.code()))
                                        .text(" ")
                                        .add(
                                                Element.of("span", "figure")
                                                        .text(Amounts.count(group.count()))))
                        .add(bar(group.count(), most))
                        .add(Element.of("p").text(advice.meaning()))
                        .add(
                                Element.of("p", "advice")
                                        .add(Element.of("strong").text("To do: "))
                                        .text(advice.advice()));
        List<RejectGroup.Row> rows = group.first();
        int open = Math.min(OPEN_ROWS, rows.size());
        card.add(list(rows.subList(0, open)));
        if (rows.size() > open) {
            card.add(
                    Element.of("details")
                            .add(
                                    Element.of("summary")
                                            .text(
                                                    Amounts.count(rows.size() - open)
                                                            + " more of "
                                                            + group.code()))
                            .add(list(rows.subList(open, rows.size()))));
        }
        if (group.count() > rows.size()) {
            card.add(
                    Element.of("p", "note")
                            .text("and " + Amounts.count(group.count() - rows.size()) + " more: ")
                            .add(Element.of("code").text(all(group, out))));
        }
        return card;
    }

    private static String all(RejectGroup group, Path out) {
        String code = group.code().replaceAll("[^a-z_]", "");
        return NextSection.query(
                out, "SELECT study_id, message FROM rejects WHERE code = '" + code + "'");
    }

    private static Element bar(long count, long most) {
        return Element.of("svg", "track")
                .with("width", "100%")
                .with("height", 6)
                .with("aria-hidden", "true")
                .add(Element.of("rect", "ground").with("width", "100%").with("height", 6))
                .add(
                        Element.of("rect", "reject-part")
                                .share("width", (double) count / most)
                                .with("height", 6));
    }

    private static Element list(List<RejectGroup.Row> rows) {
        Element list = Element.of("ul", "rows");
        for (RejectGroup.Row row : rows) {
            list.add(
                    Element.of("li")
                            .add(
                                    Element.of("span", "id")
                                            .text(row.study().isEmpty() ? "no study" : row.study()))
                            .add(Element.of("span", "id note").text(row.stage()))
                            .add(Element.of("span", "message").text(message(row))));
        }
        return list;
    }

    private static String message(RejectGroup.Row row) {
        String message =
                row.message().length() < RejectGroup.LONGEST_MESSAGE
                        ? row.message()
                        : row.message() + "…";
        return row.attempts() > 1
                ? message + " (tried " + Amounts.count(row.attempts()) + " times)"
                : message;
    }
}
