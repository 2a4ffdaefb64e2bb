package io.radstream.local.phantom;

/** The letter R of lead, on the patient's right: drawn from strokes, since fonts differ. */
final class Marker {

    private static final double[][] STROKES = {
        {0, 0, 0, 1},
        {0, 0, 0.42, 0},
        {0.42, 0, 0.6, 0.22},
        {0.6, 0.22, 0.42, 0.48},
        {0.42, 0.48, 0, 0.48},
        {0.25, 0.48, 0.62, 1}
    };
    private static final double SIZE = 0.13;
    private static final double HALF_WIDTH = 0.09;

    private final double left;
    private final double top;
    private final double size;

    Marker(Film film, double u, double v) {
        Pose pose = film.pose();
        size = SIZE * pose.scale();
        left = Math.max(0.02 * film.width(), pose.x(u, v) - 0.3 * size);
        top = pose.y(v);
    }

    /** Whether the pixel is so near that it may hold something. */
    boolean covers(int x, int y) {
        return Math.abs(x - left) < 1.2 * size && Math.abs(y - top) < 1.2 * size;
    }

    /** What lead holds back at this pixel. */
    double at(int x, int y) {
        double dx = (x - left) / size;
        double dy = (y - top) / size;
        double nearest = 1;
        for (double[] stroke : STROKES) {
            nearest = Math.min(nearest, distance(dx, dy, stroke));
        }
        return 1.2 * Soft.edge((HALF_WIDTH - nearest) / 0.04);
    }

    private static double distance(double x, double y, double[] stroke) {
        double alongX = stroke[2] - stroke[0];
        double alongY = stroke[3] - stroke[1];
        double share =
                Soft.unit(
                        ((x - stroke[0]) * alongX + (y - stroke[1]) * alongY)
                                / (alongX * alongX + alongY * alongY));
        double dx = x - stroke[0] - share * alongX;
        double dy = y - stroke[1] - share * alongY;
        return Math.sqrt(dx * dx + dy * dy);
    }
}
