package io.radstream.job.connect.managed;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
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

    /** The name that AWS's examples use. */
    private static final Path DEVELOPMENT = Path.of("flink-application-properties-dev.json");

    private PropertyGroups() {}

    /**
     * The groups of the file that is named; else those that Managed Flink gives; else those of
     * {@code flink-application-properties-dev.json} in the working directory; else none.
     *
     * @throws IllegalArgumentException where the file is not one
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
            throw unreadable("Managed Flink's own", e);
        }
    }

    private static Map<String, Properties> of(Path file) {
        // Of a file that does not exist the runtime would make no groups.
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "expected a file of property groups, came "
                            + file
                            + (Files.exists(file)
                                    ? ", which cannot be read"
                                    : ", which does not exist"));
        }
        try {
            Map<String, Properties> groups =
                    KinesisAnalyticsRuntime.getApplicationProperties(file.toString());
            LOG.info("settings from {}", file.toAbsolutePath());
            return groups;
        } catch (IOException | RuntimeException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** A parser's message quotes what it read: that may be a secret. */
    private static IllegalArgumentException unreadable(String where, Exception failure) {
        return new IllegalArgumentException(
                "expected property groups such as [{\"PropertyGroupId\": \"source\","
                        + " \"PropertyMap\": {\"stream\": \"radstream-events\"}}], came something"
                        + " else in "
                        + where
                        + " ("
                        + failure.getClass().getSimpleName()
                        + ")");
    }
}
