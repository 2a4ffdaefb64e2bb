package io.radstream.local.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as a person reads them. */
final class Amounts {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Amounts() {}

    /** Such as {@code 0.42 ms}, {@code 427 ms}, {@code 4.80 s}, {@code 12.5 min}. */
    static String latency(double ms) {
        double size = Math.abs(ms);
        if (size < 999.5) {
            return decimal(ms) + " ms";
        }
        if (size < 119_500) {
            return decimal(ms / 1000) + " s";
        }
        return size < 119.5 * 60_000
                ? decimal(ms / 60_000) + " min"
                : decimal(ms / 3_600_000) + " h";
    }

    /** As {@link #latency}, for a round value: such as {@code 400 ms} and {@code 2 s}. */
    static String roundLatency(double ms) {
        return latency(ms).replaceFirst("(\\.\\d*?)0+ ", "$1 ").replace(". ", " ");
    }

    /** Three digits that count. */
    static String decimal(double value) {
        double size = Math.abs(value);
        String digits = size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, digits, value);
    }

    /** Such as {@code 12,345}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Such as {@code 1 study} and {@code 12 studies}. */
    static String count(long count, String one, String many) {
        return count(count) + ' ' + (count == 1 ? one : many);
    }

    /** Such as {@code 61 %}; what is more than nothing never shows as 0. */
    static String percent(double part) {
        if (part > 0 && part < 0.01) {
            return "< 1 %";
        }
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    /** Such as {@code 0.87}. */
    static String score(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    /** Such as {@code 5 s}, {@code 1 min}. */
    static String step(Duration step) {
        if (step.toSeconds() < 60) {
            return step.toSeconds() + " s";
        }
        if (step.toMinutes() < 60) {
            return step.toMinutes() + " min";
        }
        return step.toHours() < 24 ? step.toHours() + " h" : step.toDays() + " d";
    }

    /** Such as {@code 24 Nov 2026, 22:24:26}, UTC. */
    static String moment(Instant at) {
        return DAY.format(at) + ", " + TIME.format(at);
    }

    /** The two moments, the second without a day that is the first one's. */
    static String period(Instant from, Instant to) {
        boolean oneDay = DAY.format(from).equals(DAY.format(to));
        return moment(from) + " to " + (oneDay ? TIME.format(to) : moment(to)) + " UTC";
    }
}
