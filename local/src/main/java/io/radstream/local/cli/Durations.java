package io.radstream.local.cli;

import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them. */
final class Durations {

    private Durations() {}

    /** Such as {@code 500ms}, {@code 30s}, {@code 15min}. */
    static Duration parse(String text) {
        try {
            return TimeUtils.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "expected a duration such as 30s or 15min, came '" + text + "'");
        }
    }
}
