package io.radstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.record.RawEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenStudiesTest {

    private static final long OPEN = 1000;
    private static final long MORE = 10_000;

    private final Map<String, String> newest = new HashMap<>();
    private final Map<String, Integer> kinds = new HashMap<>();

    @Test
    void opensStudiesThenMixesInDuplicatesAndNewerVersions() throws Exception {
        OpenStudies workload = new OpenStudies(OPEN);
        for (long number = 0; number < OPEN; number++) {
            take(workload.event(number, 0));
        }
        assertThat(kinds).isEqualTo(Map.of("new", 1000));
        kinds.clear();

        for (long number = OPEN; number < OPEN + MORE; number++) {
            take(workload.event(number, 0));
        }
        assertThat(kinds.get("new")).isEqualTo(5000);
        assertThat(kinds.get("known")).isBetween(2000, 3000);
        assertThat(kinds.get("newer")).isBetween(1800, 2100);
    }

    /** An event of an image that is known, and overtaken since, counts as neither. */
    private void take(RawEvent event) throws Exception {
        byte[] json = new byte[event.getPayload().remaining()];
        event.getPayload().duplicate().get(json);
        JsonNode object = new ObjectMapper().readTree(json).path("detail").path("object");
        String sequencer = object.path("sequencer").asText();
        String before = newest.get(object.path("key").asText());
        String kind;
        if (before == null) {
            kind = "new";
        } else if (before.equals(sequencer)) {
            kind = "known";
        } else {
            kind = before.compareTo(sequencer) < 0 ? "newer" : "overtaken";
        }
        kinds.merge(kind, 1, Integer::sum);
        if (kind.equals("new") || kind.equals("newer")) {
            newest.put(object.path("key").asText(), sequencer);
        }
    }
}
