package io.radstream.local.phantom;

/**
 * From what the chest holds back to grey values: how strongly the film was exposed, how steep its
 * curve is, the beam's noise, the plate's edges and the side marker.
 */
final class Exposure {

    private static final int STEPS = 4096;

    private final double darkest;
    private final double brightest;
    private final double steepness;
    private final double noise;
    private final long noiseSeed;
    private final double collimation;
    private final double markerU;
    private final double markerV;

    Exposure(View view, Draws draws) {
        darkest = draws.uniform(-0.02, 0.06);
        brightest = draws.uniform(0.92, 1.12);
        steepness = draws.uniform(0.85, 1.3);
        noise = draws.uniform(0.008, 0.02);
        noiseSeed = draws.next();
        collimation = draws.chance(0.3) ? draws.uniform(0.01, 0.035) : 0;
        markerU = view == View.LATERAL ? draws.uniform(-0.7, -0.6) : draws.uniform(-1.04, -0.96);
        markerV = draws.uniform(-0.04, 0.06);
    }

    /** The image's rows, one after the other: 16 bits a pixel, unsigned. */
    short[] develop(Film film) {
        Marker marker = new Marker(film, markerU, markerV);
        short[] curve = curve();
        int width = film.width();
        int height = film.height();
        int border = (int) (collimation * width);
        short[] grey = new short[width * height];
        double steps = STEPS / (brightest - darkest);
        long state = noiseSeed;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                state += 0x9E3779B97F4A7C15L;
                long hash = Draws.mix(state);
                // Four uniform draws of 16 bits: close enough to a normal one.
                double sum =
                        (hash & 0xFFFF)
                                + (hash >>> 16 & 0xFFFF)
                                + (hash >>> 32 & 0xFFFF)
                                + (hash >>> 48)
                                - 2 * 65535.0;
                double held = film.attenuation(x, y) + noise * sum * 2.64e-5;
                if (marker.covers(x, y)) {
                    held += marker.at(x, y);
                }
                if (x < border || y < border || x >= width - border || y >= height - border) {
                    held = darkest + 0.01;
                }
                double step = (held - darkest) * steps;
                grey[y * width + x] = curve[(int) Math.max(0, Math.min(STEPS, step))];
            }
        }
        return grey;
    }

    private short[] curve() {
        short[] curve = new short[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            double bright = StrictMath.pow((double) i / STEPS, steepness);
            curve[i] = (short) (int) Math.rint(bright * 65535 * 0.97);
        }
        return curve;
    }
}
