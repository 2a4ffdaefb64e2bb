package io.radstream.local.phantom;

/** Edges that are never sharp, as on a radiograph. */
final class Soft {

    private Soft() {}

    /** 0 below -0.5, 1 above 0.5, and smooth between. */
    static double edge(double distance) {
        if (distance <= -0.5) {
            return 0;
        }
        if (distance >= 0.5) {
            return 1;
        }
        double t = distance + 0.5;
        return t * t * (3 - 2 * t);
    }

    static double unit(double value) {
        return value < 0 ? 0 : value > 1 ? 1 : value;
    }

    /** A quarter of a circle: 0 at 0, 1 from 1 on, upright at its start. */
    static double round(double value) {
        if (value <= 0) {
            return 0;
        }
        return value >= 1 ? 1 : Math.sqrt(value * (2 - value));
    }

    static double between(double from, double to, double share) {
        return from + (to - from) * share;
    }
}
