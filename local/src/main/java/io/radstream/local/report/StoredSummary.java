package io.radstream.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code summary.json} says that no table does.
 *
 * @param wallS how long the process took, seconds
 * @param throughputPerS study versions that ended in it, a second
 */
record StoredSummary(double wallS, double throughputPerS) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing where a run has not come so far as to write one. */
    static Optional<StoredSummary> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode summary = JSON.readTree(file.toFile());
        return Optional.of(
                new StoredSummary(
                        summary.path("wall_s").asDouble(),
                        summary.path("throughput_per_s").asDouble()));
    }
}
