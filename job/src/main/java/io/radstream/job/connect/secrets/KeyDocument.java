package io.radstream.job.connect.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.sidecar.PseudonymKey;
import java.util.Base64;

/**
 * A key as it is stored: {@code {"id": "2026-01", "key": "base64"}}. The id is stored beside the
 * secret, so that a rotation cannot change the one without the other.
 */
final class KeyDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private KeyDocument() {}

    /**
     * Reads the text; no message quotes any of it.
     *
     * @throws IllegalArgumentException where it is no key
     */
    static PseudonymKey parse(String text) {
        JsonNode document;
        try {
            document = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw notAKey("text that is no JSON");
        }
        if (!document.path("id").isTextual() || !document.path("key").isTextual()) {
            throw notAKey("JSON without one of them");
        }
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(document.get("key").textValue().strip());
        } catch (IllegalArgumentException e) {
            throw notAKey("a key that is not in base64");
        }
        return new PseudonymKey(document.get("id").textValue(), secret);
    }

    private static IllegalArgumentException notAKey(String came) {
        return new IllegalArgumentException(
                "expected {\"id\": \"…\", \"key\": \"base64\"}, came " + came);
    }
}
