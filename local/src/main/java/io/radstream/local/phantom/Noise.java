package io.radstream.local.phantom;

/** Smooth random values over the plane, -1 to 1, one every unit and smooth between. */
final class Noise {

    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    double at(double x, double y) {
        double left = Math.floor(x);
        double top = Math.floor(y);
        double tx = x - left;
        double ty = y - top;
        tx = tx * tx * (3 - 2 * tx);
        ty = ty * ty * (3 - 2 * ty);
        long column = (long) left;
        long row = (long) top;
        return Soft.between(
                Soft.between(value(column, row), value(column + 1, row), tx),
                Soft.between(value(column, row + 1), value(column + 1, row + 1), tx),
                ty);
    }

    /** Three sizes of it above each other, each turned, so that no grid shows. */
    double rough(double x, double y) {
        double sum = 0;
        double weight = 0.57;
        double atX = x;
        double atY = y;
        for (int octave = 0; octave < 3; octave++) {
            double turned = 1.6 * atX - 1.2 * atY;
            atY = 1.2 * atX + 1.6 * atY + 17;
            atX = turned;
            sum += weight * at(atX, atY);
            weight /= 2;
        }
        return sum;
    }

    /** The value at a whole place. */
    double value(long column, long row) {
        long hash = Draws.mix(seed ^ (column * 0x9E3779B97F4A7C15L + row * 0xC2B2AE3D27D4EB4FL));
        return (hash >> 11) * 0x1.0p-52;
    }
}
