package io.radstream.local.phantom;

import java.util.Arrays;

/** A smooth line through points of the chest. */
final class Line {

    private final double[] u;
    private final double[] v;

    private Line(double[] u, double[] v) {
        this.u = u;
        this.v = v;
    }

    /** The start of a line: it needs one more point at least. */
    static Line from(double u, double v) {
        return new Line(new double[] {u}, new double[] {v});
    }

    /** The line as it goes on to this point. */
    Line to(double nextU, double nextV) {
        double[] us = Arrays.copyOf(u, u.length + 1);
        double[] vs = Arrays.copyOf(v, v.length + 1);
        us[u.length] = nextU;
        vs[v.length] = nextV;
        return new Line(us, vs);
    }

    /** The line on the other side of the chest's middle. */
    Line mirrored() {
        return new Line(Arrays.stream(u).map(place -> -place).toArray(), v);
    }

    /** Meets one place after the other. */
    interface Step {

        /**
         * Meets a place.
         *
         * @param x in pixels, as y
         * @param normalX of unit length, as normalY with it
         * @param along from 0 at the line's start to 1 at its end
         */
        void at(double x, double y, double normalX, double normalY, double along);
    }

    /**
     * @param stride from one place to the next, in pixels, at most
     */
    void walk(Pose pose, double stride, Step step) {
        int segments = u.length - 1;
        for (int i = 0; i < segments; i++) {
            double t = 0;
            while (t < 1) {
                double atU = spline(u, i, t);
                double atV = spline(v, i, t);
                double alongU = slope(u, i, t);
                double alongV = slope(v, i, t);
                double length = Math.sqrt(alongU * alongU + alongV * alongV) + 1e-6;
                step.at(
                        pose.x(atU, atV),
                        pose.y(atV),
                        -alongV / length,
                        alongU / length,
                        (i + t) / segments);
                t += Math.min(0.1, 0.95 * stride / (length * pose.scale()));
            }
        }
    }

    private static double spline(double[] p, int i, double t) {
        double before = p[Math.max(0, i - 1)];
        double after = p[Math.min(p.length - 1, i + 2)];
        double a = p[i];
        double b = p[i + 1];
        return a
                + 0.5
                        * t
                        * (b
                                - before
                                + t
                                        * (2 * before
                                                - 5 * a
                                                + 4 * b
                                                - after
                                                + t * (3 * (a - b) + after - before)));
    }

    private static double slope(double[] p, int i, double t) {
        double before = p[Math.max(0, i - 1)];
        double after = p[Math.min(p.length - 1, i + 2)];
        double a = p[i];
        double b = p[i + 1];
        return 0.5
                * (b
                        - before
                        + t
                                * (2 * (2 * before - 5 * a + 4 * b - after)
                                        + 3 * t * (3 * (a - b) + after - before)));
    }
}
