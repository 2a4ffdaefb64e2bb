package io.radstream.local.report;

import java.util.ArrayList;
import java.util.List;

/** From 0 to a round number at or above the highest value. */
final class LinearScale {

    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final int MOST_INTERVALS = 4;

    private final double interval;
    private final int intervals;

    /**
     * @param highest what must fit
     * @param finest the smallest distance of two ticks, such as 1 for what is counted
     */
    LinearScale(double highest, double finest) {
        double least = Math.max(highest, finest) / MOST_INTERVALS;
        this.interval = roundUp(least, finest);
        this.intervals = Math.max(1, (int) Math.ceil(highest / interval - 1e-9));
    }

    /** 0 for 0, 1 for the top. */
    double place(double value) {
        return Math.max(0, Math.min(1, value / (interval * intervals)));
    }

    /** Round numbers above 0, the top the last. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 1; i <= intervals; i++) {
            ticks.add(i * interval);
        }
        return ticks;
    }

    /** To a round multiple of the finest. */
    private static double roundUp(double value, double finest) {
        double fines = Math.max(1, value / finest);
        double magnitude = Math.pow(10, Math.floor(Math.log10(fines)));
        for (double round : ROUND) {
            double rounded = round * magnitude;
            if (rounded >= fines * (1 - 1e-9) && rounded == Math.rint(rounded)) {
                return rounded * finest;
            }
        }
        return 10 * magnitude * finest;
    }
}
