package io.radstream.local.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page around the sections. Its policy lets a browser fetch nothing, and run no script and
 * apply no style but its own: should a text ever get past the escaping, it stays without effect.
 */
final class Page {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

    private Page() {}

    /**
     * The whole page.
     *
     * @param title of the window
     * @param bar what stays in sight
     * @param head the page's header
     * @param main its sections
     */
    static String of(String title, Element bar, Element head, Element main) {
        String style = resource("report.css");
        String script = resource("report.js");
        return filled(
                resource("report.html"),
                Map.of(
                        "title", Element.of("title").text(title).toString(),
                        "policy", policy(style, script),
                        "style", style,
                        "script", script,
                        "bar", bar.toString(),
                        "head", head.toString(),
                        "main", main.toString()));
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; img-src data:; style-src "
                + hash(style)
                + "; script-src "
                + hash(script)
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String filled(String template, Map<String, String> values) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        StringBuilder page = new StringBuilder();
        while (placeholder.find()) {
            placeholder.appendReplacement(page, "");
            page.append(values.get(placeholder.group(1)));
        }
        return placeholder.appendTail(page).toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
