package io.radstream.local.phantom;

/**
 * A smooth curve through given points: cubic, with Catmull and Rom's slopes. Constant beyond its
 * ends.
 */
final class Profile {

    private final double[] at;
    private final double[] value;

    /**
     * @param points place, value, place, value, ... with rising places
     */
    Profile(double... points) {
        at = new double[points.length / 2];
        value = new double[points.length / 2];
        for (int i = 0; i < at.length; i++) {
            at[i] = points[2 * i];
            value[i] = points[2 * i + 1];
        }
    }

    double at(double place) {
        int last = at.length - 1;
        if (place <= at[0]) {
            return value[0];
        }
        if (place >= at[last]) {
            return value[last];
        }
        int i = 1;
        while (at[i] < place) {
            i++;
        }
        double span = at[i] - at[i - 1];
        double t = (place - at[i - 1]) / span;
        double t2 = t * t;
        double t3 = t2 * t;
        return (2 * t3 - 3 * t2 + 1) * value[i - 1]
                + (t3 - 2 * t2 + t) * span * slope(i - 1)
                + (3 * t2 - 2 * t3) * value[i]
                + (t3 - t2) * span * slope(i);
    }

    private double slope(int i) {
        int before = Math.max(0, i - 1);
        int after = Math.min(at.length - 1, i + 1);
        return (value[after] - value[before]) / (at[after] - at[before]);
    }
}
