package io.radstream.local.report;

import java.nio.file.Path;

/** How to go on. */
final class NextSection {

    private NextSection() {}

    static Element of(Path out) {
        return Section.of("next", "How to go on", "Run these in RadStream’s own folder.")
                .add(
                        command(
                                "Ask the tables anything; nothing needs to be installed.",
                                query(
                                        out,
                                        "SELECT top_class, count(*), round(avg(confidence), 2) FROM inference_results GROUP BY top_class")))
                .add(
                        command(
                                "Write this page again, from the tables as they are then.",
                                "./radstream report --out " + quoted(out)))
                .add(
                        command(
                                "Run the job on your own folder of {study_id}/{study_id}.jpg and .json.",
                                "./radstream run --images YOUR_FOLDER --out out/mine --once"));
    }

    /** The command that asks for this. */
    static String query(Path out, String sql) {
        return "./radstream query --out " + quoted(out) + " \"" + sql + '"';
    }

    private static Element command(String what, String command) {
        return Element.of("div", "command")
                .add(Element.of("p").text(what))
                .add(Element.of("pre").with("tabindex", "0").add(Element.of("code").text(command)));
    }

    /** As a shell takes it. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./@:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
