package io.radstream.job.connect.managed;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the application's property groups, or a file of the same form. */
public final class PropertyGroups {

    private static final Logger LOG = LoggerFactory.getLogger(PropertyGroups.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The name that AWS's examples use. */
    private static final Path DEVELOPMENT = Path.of("flink-application-properties-dev.json");

    private PropertyGroups() {}

    /**
     * The groups of the file that is named; else those that Managed Flink gives; else those of
     * {@code flink-application-properties-dev.json} in the working directory; else none.
     *
     * @throws IllegalArgumentException where the file is not one; the message begins with its name
     */
    public static Map<String, Properties> find(Optional<String> named) {
        return find(named, DEVELOPMENT);
    }

    static Map<String, Properties> find(Optional<String> named, Path development) {
        if (named.isPresent()) {
            return of(Path.of(named.get()));
        }
        Map<String, Properties> managed = managed();
        return managed.isEmpty() && Files.exists(development) ? of(development) : managed;
    }

    private static Map<String, Properties> managed() {
        try {
            return KinesisAnalyticsRuntime.getApplicationProperties();
        } catch (IOException | RuntimeException e) {
            throw unreadable("property groups of Managed Flink", e);
        }
    }

    private static Map<String, Properties> of(Path file) {
        // Of a file that does not exist the runtime would make no groups.
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    file
                            + ": expected a file of property groups, came "
                            + (Files.exists(file) ? "one that cannot be read" : "none"));
        }
        try {
            requireNamedGroups(file);
            Map<String, Properties> groups =
                    KinesisAnalyticsRuntime.getApplicationProperties(file.toString());
            LOG.info("settings from {}", file.toAbsolutePath());
            return groups;
        } catch (IOException | RuntimeException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** AWS's own reader takes an empty file for no settings, and a group without a name too. */
    private static void requireNamedGroups(Path file) throws IOException {
        JsonNode groups = JSON.readTree(file.toFile());
        if (!groups.isArray()) {
            throw new MisshapenException("no list");
        }
        for (JsonNode group : groups) {
            if (!group.path("PropertyGroupId").isTextual()) {
                throw new MisshapenException("a group without a name");
            }
        }
    }

    /** A parser's message quotes what it read: that may be a secret. */
    private static IllegalArgumentException unreadable(String where, Exception failure) {
        return new IllegalArgumentException(
                where
                        + ": expected property groups such as [{\"PropertyGroupId\": \"source\","
                        + " \"PropertyMap\": {\"stream\": \"radstream-events\"}}], came something"
                        + " else ("
                        + (failure instanceof MisshapenException
                                ? failure.getMessage()
                                : failure.getClass().getSimpleName())
                        + ")");
    }

    /** JSON, but no property groups; its message quotes nothing. */
    private static final class MisshapenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MisshapenException(String message) {
            super(message);
        }
    }
}
