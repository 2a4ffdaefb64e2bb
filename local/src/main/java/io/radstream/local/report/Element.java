package io.radstream.local.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An element of HTML or SVG. Text and attributes are escaped here and nowhere else: study ids and
 * messages are data, and there is no way into the page around this. What it writes is well-formed
 * as XML too.
 */
final class Element {

    private static final Set<String> WITHOUT_END = Set.of("br", "img", "input", "wbr");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> content = new ArrayList<>();

    private Element(String name) {
        this.name = name;
    }

    /** An element of this name. */
    static Element of(String name) {
        return new Element(name);
    }

    /** An element of this name and class. */
    static Element of(String name, String cssClass) {
        return new Element(name).with("class", cssClass);
    }

    Element with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    /**
     * A number, with as many digits as a screen shows.
     *
     * @throws IllegalArgumentException where it is none: a browser would drop the shape in silence
     */
    Element with(String attribute, double value) {
        return with(attribute, number(value));
    }

    /** A part of the whole width, 0 to 1, as a percentage: such shapes follow the page's width. */
    Element share(String attribute, double part) {
        return with(attribute, number(100 * part) + '%');
    }

    Element text(String text) {
        content.add(text);
        return this;
    }

    Element add(Element child) {
        content.add(child);
        return this;
    }

    Element addAll(List<Element> children) {
        content.addAll(children);
        return this;
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    /** At most two digits behind the point, none where it is whole. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite number, came " + value);
        }
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach(
                (attribute, value) -> {
                    out.append(' ').append(attribute).append("=\"");
                    escape(value, out);
                    out.append('"');
                });
        if (WITHOUT_END.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (Object part : content) {
            if (part instanceof Element child) {
                child.write(out);
            } else {
                escape((String) part, out);
            }
        }
        out.append("</").append(name).append('>');
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                // Neither HTML nor a reader knows what to do with the other control characters.
                default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
    }
}
