package io.radstream.local.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run's time in equal steps, for everything that is shown over time.
 *
 * @param from the beginning of the first step, a multiple of the step
 * @param step as fine as {@link #MOST_SLOTS} allow
 * @param slots how many steps, at least one
 */
record TimeGrid(Instant from, Duration step, int slots) {

    private static final int MOST_SLOTS = 60;
    private static final long[] STEPS_S = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600,
        12 * 3600, 24 * 3600
    };

    /** A mark on the axis. */
    record Tick(double place, String label) {}

    /** From the first moment to the last. */
    static TimeGrid over(Instant first, Instant last) {
        for (long stepS : STEPS_S) {
            TimeGrid grid = inSteps(first, last, stepS);
            if (grid.slots <= MOST_SLOTS) {
                return grid;
            }
        }
        long days = Duration.between(first, last).toDays() / (MOST_SLOTS - 2) + 1;
        return inSteps(first, last, days * 24 * 3600);
    }

    private static TimeGrid inSteps(Instant first, Instant last, long stepS) {
        long from = Math.floorDiv(first.getEpochSecond(), stepS);
        long to = Math.floorDiv(last.getEpochSecond(), stepS);
        int slots = (int) Math.min(Integer.MAX_VALUE, Math.max(0, to - from) + 1);
        return new TimeGrid(Instant.ofEpochSecond(from * stepS), Duration.ofSeconds(stepS), slots);
    }

    long fromMs() {
        return from.toEpochMilli();
    }

    /** The step in which the moment lies, or the nearest. */
    int slot(long epochMs) {
        long slot = Math.floorDiv(epochMs - fromMs(), step.toMillis());
        return (int) Math.max(0, Math.min(slots - 1, slot));
    }

    Instant start(int slot) {
        return from.plus(step.multipliedBy(slot));
    }

    /** Where the middle of a step lies, 0 to 1. */
    double middle(int slot) {
        return (slot + 0.5) / slots;
    }

    /** Such as {@code 22:24:26}; with the day where a step is that long. */
    String label(int slot) {
        return formatter(step.toSeconds()).format(start(slot));
    }

    /** Round moments within the time. */
    List<Tick> ticks(int most) {
        long fromS = from.getEpochSecond();
        long lengthS = step.toSeconds() * slots;
        List<Tick> ticks = new ArrayList<>();
        long everyS = tickEvery(fromS, lengthS, most);
        for (long at = ceilTo(fromS, everyS); at <= fromS + lengthS; at += everyS) {
            double place = (double) (at - fromS) / lengthS;
            ticks.add(new Tick(place, formatter(everyS).format(Instant.ofEpochSecond(at))));
        }
        return ticks;
    }

    private static long tickEvery(long fromS, long lengthS, int most) {
        for (long everyS : STEPS_S) {
            long first = ceilTo(fromS, everyS);
            if ((fromS + lengthS - first) / everyS + 1 <= most) {
                return everyS;
            }
        }
        return (lengthS / (24 * 3600) / most + 1) * 24 * 3600;
    }

    private static long ceilTo(long value, long step) {
        return -Math.floorDiv(-value, step) * step;
    }

    private static DateTimeFormatter formatter(long stepS) {
        String pattern = stepS < 60 ? "HH:mm:ss" : stepS < 12 * 3600 ? "HH:mm" : "d MMM HH:mm";
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
