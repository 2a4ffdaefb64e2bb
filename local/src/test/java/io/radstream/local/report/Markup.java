package io.radstream.local.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the report writes, read by a parser. */
final class Markup {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final Document document;

    private Markup(Document document) {
        this.document = document;
    }

    /** Fails where it is not well-formed. */
    static Markup of(String text) {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            return new Markup(builder.parse(new InputSource(new StringReader(text))));
        } catch (Exception e) {
            throw new AssertionError("expected well-formed markup, came " + e, e);
        }
    }

    static Markup of(Element element) {
        return of(element.toString());
    }

    /** All elements of this name, in order. */
    List<org.w3c.dom.Element> all(String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<org.w3c.dom.Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((org.w3c.dom.Element) nodes.item(i));
        }
        return elements;
    }

    /** All elements of this name and class. */
    List<org.w3c.dom.Element> all(String name, String cssClass) {
        return all(name).stream()
                .filter(e -> List.of(e.getAttribute("class").split(" ")).contains(cssClass))
                .toList();
    }

    /** All texts together. */
    String text() {
        return document.getDocumentElement().getTextContent();
    }

    /** All numbers in a text, such as a path. */
    static List<Double> numbers(String text) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(Double.parseDouble(matcher.group()));
        }
        return numbers;
    }
}
