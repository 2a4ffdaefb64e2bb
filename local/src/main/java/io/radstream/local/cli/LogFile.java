package io.radstream.local.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where the log goes. To be told before anything is logged. */
final class LogFile {

    /** The name that {@code log4j2.properties} knows it by. */
    private static final String PROPERTY = "radstream.log";

    private LogFile() {}

    static void is(Path file) {
        System.setProperty(PROPERTY, file.toString());
    }

    /** Where it goes; nothing where no command has told. */
    static Optional<String> told() {
        return Optional.ofNullable(System.getProperty(PROPERTY));
    }
}
