package io.radstream.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What one sidecar's study carries along as JSON text, bounded as a whole: it weighs on every
 * checkpoint until the study has ended. What does not fit stays in the sidecar, with a warning.
 */
final class Carriage {

    private final List<String> warnings;
    private int bytesLeft;

    /**
     * @param mostBytes of all fields together, as UTF-8 JSON
     * @param warnings gets one for each field that does not fit
     */
    Carriage(int mostBytes, List<String> warnings) {
        this.bytesLeft = mostBytes;
        this.warnings = warnings;
    }

    /** The field as JSON text, where there is room for it. */
    Optional<String> take(String name, JsonNode value) {
        String text = value.toString();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > bytesLeft) {
            warnings.add(
                    String.format(
                            "%s stays in the sidecar: it takes %d bytes, and %d more can be carried",
                            name, bytes, bytesLeft));
            return Optional.empty();
        }
        bytesLeft -= bytes;
        return Optional.of(text);
    }
}
