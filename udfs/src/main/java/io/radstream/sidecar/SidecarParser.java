package io.radstream.sidecar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.record.RejectCode;
import java.io.IOException;

/** Bytes to a JSON object: strict about duplicates, depth and size; silent about what it read. */
final class SidecarParser {

    private static final int DEEPEST = 32;

    private final ObjectMapper json =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * @param content UTF-8
     */
    ObjectNode parse(byte[] content) throws SidecarRejectedException {
        if (content.length == 0) {
            throw malformed("0 bytes");
        }
        JsonNode node;
        try {
            node = json.readTree(content);
        } catch (IOException | RuntimeException e) {
            // The parser's message quotes what it read, which may be a name: it goes nowhere.
            throw malformed(content.length + " bytes that are not");
        }
        if (!node.isObject()) {
            throw malformed("JSON of type " + SidecarField.typeOf(node));
        }
        return (ObjectNode) node;
    }

    private static SidecarRejectedException malformed(String came) {
        return new SidecarRejectedException(
                RejectCode.sidecar_malformed,
                "expected one JSON object without duplicate fields, at most "
                        + DEEPEST
                        + " deep, came "
                        + came);
    }
}
