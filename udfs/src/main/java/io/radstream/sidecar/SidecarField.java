package io.radstream.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads one field and notes a violation where it is not as expected: the field's name, what was
 * expected, and the JSON type and length of what came. Never its value.
 */
final class SidecarField {

    private final JsonNode sidecar;
    private final String name;
    private final List<String> violations;

    SidecarField(JsonNode sidecar, String name, List<String> violations) {
        this.sidecar = sidecar;
        this.name = name;
        this.violations = violations;
    }

    /** The field's value where it is there and the parser takes it; a null counts as absent. */
    <T> Optional<T> optional(String expected, Function<JsonNode, Optional<T>> parser) {
        JsonNode value = sidecar.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        Optional<T> parsed = parser.apply(value);
        if (parsed.isEmpty()) {
            violations.add(name + ": expected " + expected + ", came " + formOf(value));
        }
        return parsed;
    }

    /** As {@link #optional}, but an absent field is a violation. */
    <T> Optional<T> required(String expected, Function<JsonNode, Optional<T>> parser) {
        if (!sidecar.hasNonNull(name)) {
            violations.add(name + ": expected " + expected + ", came nothing");
            return Optional.empty();
        }
        return optional(expected, parser);
    }

    static String typeOf(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String formOf(JsonNode value) {
        if (value.isTextual()) {
            return "a string of " + value.textValue().length() + " characters";
        }
        if (value.isContainerNode()) {
            return "an " + typeOf(value) + " of " + value.size() + " elements";
        }
        return "a " + typeOf(value);
    }
}
