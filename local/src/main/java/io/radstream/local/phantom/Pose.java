package io.radstream.local.phantom;

/**
 * Where the chest lies in the image. The chest is measured in units of half the thorax' width, u to
 * the right of its middle and v down from the tips of the lungs; pixels are measured from the
 * image's upper left corner.
 */
final class Pose {

    private final int width;
    private final int height;
    private final double scale;
    private final double middle;
    private final double top;
    private final double lean;

    private Pose(int width, int height, double scale, double middle, double top, double lean) {
        this.width = width;
        this.height = height;
        this.scale = scale;
        this.middle = middle;
        this.top = top;
        this.lean = lean;
    }

    /**
     * @param longSide of the image, in pixels
     */
    static Pose of(View view, Anatomy anatomy, int longSide, Draws draws) {
        double left = view == View.LATERAL ? draws.uniform(0.86, 1.1) : draws.uniform(1.12, 1.42);
        double right = view == View.LATERAL ? draws.uniform(0.98, 1.25) : draws.uniform(1.12, 1.42);
        double above = draws.uniform(0.14, 0.34);
        double below = anatomy.lungLength() + draws.uniform(0.26, 0.6);
        double across = left + right;
        double down = above + below;
        double scale = longSide / Math.max(across, down);
        int width = (int) Math.rint(across * scale);
        int height = (int) Math.rint(down * scale);
        return new Pose(
                width, height, scale, left * scale, above * scale, draws.uniform(-0.05, 0.05));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Pixels a unit. */
    double scale() {
        return scale;
    }

    /** u of the row's first pixel's middle. */
    double firstU(int row) {
        return (0.5 - middle) / scale - lean * v(row);
    }

    double v(int row) {
        return (row + 0.5 - top) / scale;
    }

    double x(double u, double v) {
        return middle + (u + lean * v) * scale;
    }

    double y(double v) {
        return top + v * scale;
    }
}
