package io.radstream.local.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Milliseconds, each decade as wide as the next. */
final class LogScale {

    /** Decades of milliseconds: -2 for 0.01 ms, 3 for a second. */
    private final double from;

    private final double to;

    /** A mark on the axis. */
    record Tick(double place, String label) {}

    private LogScale(double from, double to) {
        this.from = from;
        this.to = to;
    }

    /** All bins, and a little room on either side. */
    static LogScale around(Collection<LatencyHistogram> histograms) {
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (LatencyHistogram histogram : histograms) {
            first = Math.min(first, histogram.counts().firstKey());
            last = Math.max(last, histogram.counts().lastKey() + 1);
        }
        double bins = LatencyHistogram.BINS_PER_DECADE;
        return new LogScale((first - 1) / bins, (last + 1) / bins);
    }

    /** 0 at the beginning, 1 at the end. */
    double place(double ms) {
        double decade = Math.log10(Math.max(ms, LatencyHistogram.SHORTEST_MS));
        return Math.max(0, Math.min(1, (decade - from) / (to - from)));
    }

    /** The decades. */
    List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        for (int decade = (int) Math.ceil(from); decade <= to; decade++) {
            ticks.add(new Tick((decade - from) / (to - from), label(decade)));
        }
        return ticks;
    }

    private static String label(int decade) {
        double ms = Math.pow(10, decade);
        if (decade < 0) {
            return String.format(Locale.ROOT, "%." + -decade + "f ms", ms);
        }
        return decade < 3
                ? String.format(Locale.ROOT, "%.0f ms", ms)
                : String.format(Locale.ROOT, "%,.0f s", ms / 1000);
    }
}
