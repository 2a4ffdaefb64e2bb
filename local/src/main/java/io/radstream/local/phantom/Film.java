package io.radstream.local.phantom;

import java.util.Optional;

/**
 * How much of the beam is held back at each pixel: 0 in air, about 1 behind the spine. Beside it,
 * how much less that is than it would be without the air of the lungs: an opacity takes its share
 * of that, and a vessel is seen only where there is some.
 */
final class Film {

    /** Of an opacity's deepest shadow: what is fainter lies outside its box. */
    private static final double BOX_THRESHOLD = 0.3;

    /** In pixels: just less than half a pixel's diagonal, so that none is left out. */
    private static final double STRIDE = 0.7;

    private final Pose pose;
    private final int width;
    private final int height;
    private final float[] attenuation;
    private final float[] air;
    private final float[] scratch;

    Film(Pose pose) {
        this.pose = pose;
        width = pose.width();
        height = pose.height();
        attenuation = new float[width * height];
        air = new float[width * height];
        scratch = new float[width * height];
    }

    Pose pose() {
        return pose;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    float attenuation(int x, int y) {
        return attenuation[y * width + x];
    }

    /**
     * Lays down tissue.
     *
     * @param withoutAir what it holds back where it has no air in it
     * @param lessByAir how much less it does
     */
    void lay(int x, int y, double withoutAir, double lessByAir) {
        attenuation[y * width + x] += (float) (withoutAir - lessByAir);
        air[y * width + x] += (float) lessByAir;
    }

    /** Adds a shape everywhere in a region. */
    void add(Region region, Shape shape) {
        Pixels pixels = pixels(region);
        for (int y = pixels.y1; y < pixels.y2; y++) {
            double v = pose.v(y);
            double first = pose.firstU(y);
            for (int x = pixels.x1; x < pixels.x2; x++) {
                attenuation[y * width + x] += (float) shape.at(first + x / pose.scale(), v);
            }
        }
    }

    /** Adds a disc with a soft rim. */
    void disc(double atU, double atV, double radius, double strength) {
        add(
                Region.around(atU, atV, radius * 1.5, radius * 1.5),
                (u, v) -> {
                    double du = u - atU;
                    double dv = v - atV;
                    double away = Math.sqrt(du * du + dv * dv) / radius;
                    return strength * Soft.edge((1 - away) / 0.4);
                });
    }

    /**
     * Fills the lungs' air by a shape's share of it.
     *
     * @return the box of what can be seen of it, where any can
     */
    Optional<Finding> fill(FindingKind kind, Region region, Shape share) {
        Pixels pixels = pixels(region);
        float deepest = 0;
        for (int y = pixels.y1; y < pixels.y2; y++) {
            double v = pose.v(y);
            double first = pose.firstU(y);
            for (int x = pixels.x1; x < pixels.x2; x++) {
                int i = y * width + x;
                float filled =
                        air[i] > 0 ? (float) (air[i] * share.at(first + x / pose.scale(), v)) : 0;
                scratch[i] = filled;
                deepest = Math.max(deepest, filled);
            }
        }
        Touched touched = new Touched(width, height);
        for (int y = pixels.y1; y < pixels.y2; y++) {
            for (int x = pixels.x1; x < pixels.x2; x++) {
                int i = y * width + x;
                if (scratch[i] > BOX_THRESHOLD * deepest) {
                    touched.add(x, y);
                }
                attenuation[i] += scratch[i];
                air[i] -= scratch[i];
                scratch[i] = 0;
            }
        }
        return deepest > 0
                ? Optional.of(new Finding(kind, touched.x1, touched.y1, touched.x2, touched.y2))
                : Optional.empty();
    }

    /** The region as a box of the image. */
    Finding box(FindingKind kind, Region region) {
        Pixels pixels = pixels(region);
        return new Finding(kind, pixels.x1, pixels.y1, pixels.x2, pixels.y2);
    }

    /** Draws a line with a brush; where it crosses itself, it is not twice as dense. */
    void draw(Line line, Brush brush) {
        Touched touched = new Touched(width, height);
        CrossSection section = new CrossSection(brush, STRIDE);
        line.walk(
                pose,
                STRIDE,
                (x, y, normalX, normalY, along) -> {
                    float[] share = section.at(brush.halfWidth(along) * pose.scale());
                    float strength = (float) brush.strength(along);
                    double startX = x + section.first() * normalX;
                    double startY = y + section.first() * normalY;
                    for (int k = 0; k < share.length; k++) {
                        double atX = startX + k * STRIDE * normalX;
                        double atY = startY + k * STRIDE * normalY;
                        if (atX >= 0 && atX < width && atY >= 0 && atY < height) {
                            int i = ((int) atY) * width + ((int) atX);
                            scratch[i] = Math.max(scratch[i], strength * share[k]);
                        }
                    }
                    touched.around(x, y, 1 - section.first());
                });
        for (int y = touched.y1; y < touched.y2; y++) {
            for (int i = y * width + touched.x1; i < y * width + touched.x2; i++) {
                if (brush.onlyInAir()) {
                    scratch[i] *= air[i];
                    air[i] -= scratch[i];
                }
                attenuation[i] += brush.sign() * scratch[i];
                scratch[i] = 0;
            }
        }
    }

    /**
     * Adds smooth noise, stronger where there is more air.
     *
     * @param grain from one random value to the next, in units
     */
    void mottle(Noise noise, double grain, double everywhere, double inAir) {
        double step = 1 / (grain * pose.scale());
        int[] cell = new int[width];
        float[] share = new float[width];
        for (int x = 0; x < width; x++) {
            cell[x] = (int) (x * step);
            share[x] = (float) Soft.edge(x * step - cell[x] - 0.5);
        }
        float[] row = new float[cell[width - 1] + 2];
        for (int y = 0; y < height; y++) {
            double place = y * step;
            long above = (long) place;
            double ty = Soft.edge(place - above - 0.5);
            for (int c = 0; c < row.length; c++) {
                row[c] = (float) Soft.between(noise.value(c, above), noise.value(c, above + 1), ty);
            }
            for (int x = 0; x < width; x++) {
                int c = cell[x];
                float value = row[c] + (row[c + 1] - row[c]) * share[x];
                int i = y * width + x;
                attenuation[i] += value * (float) (everywhere + inAir * air[i]);
            }
        }
    }

    private Pixels pixels(Region region) {
        double x1 = Math.min(pose.x(region.u1(), region.v1()), pose.x(region.u1(), region.v2()));
        double x2 = Math.max(pose.x(region.u2(), region.v1()), pose.x(region.u2(), region.v2()));
        return new Pixels(
                within((int) x1 - 1, width),
                within((int) pose.y(region.v1()) - 1, height),
                within((int) x2 + 2, width),
                within((int) pose.y(region.v2()) + 2, height));
    }

    private static int within(int value, int size) {
        return Math.max(0, Math.min(size, value));
    }

    /** The pixels that a line has touched. */
    private static final class Touched {

        private final int width;
        private final int height;
        private int x1;
        private int y1;
        private int x2;
        private int y2;

        Touched(int width, int height) {
            this.width = width;
            this.height = height;
            x1 = width;
            y1 = height;
        }

        void around(double x, double y, double margin) {
            x1 = Math.min(x1, within((int) (x - margin), width));
            x2 = Math.max(x2, within((int) (x + margin) + 1, width));
            y1 = Math.min(y1, within((int) (y - margin), height));
            y2 = Math.max(y2, within((int) (y + margin) + 1, height));
        }

        void add(int x, int y) {
            x1 = Math.min(x1, x);
            x2 = Math.max(x2, x + 1);
            y1 = Math.min(y1, y);
            y2 = Math.max(y2, y + 1);
        }
    }

    private record Pixels(int x1, int y1, int x2, int y2) {}
}
