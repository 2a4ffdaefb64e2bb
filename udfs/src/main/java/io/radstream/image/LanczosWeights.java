package io.radstream.image;

/**
 * Along one axis: which input pixels make each output pixel, and with what weight. A Lanczos window
 * of three lobes, stretched by the scale where the image shrinks (antialiasing), cut at the edges
 * and normalised there; the weights in fixed point. The same arithmetic in the same order as
 * Pillow's ({@code src/libImaging/Resample.c}), so that the results are the same to the bit.
 */
final class LanczosWeights {
    /** Binary digits behind the point: 8-bit samples times weights, summed, stay within an int. */
    static final int PRECISION = 32 - 8 - 2;

    private static final double LOBES = 3.0;

    private final int[] first;
    private final int[] count;
    private final int[] weights;
    private final int stride;

    /**
     * @param from input pixels, at least 1
     * @param to output pixels, at least 1
     */
    LanczosWeights(int from, int to) {
        double scale = (double) from / to;
        double stretch = Math.max(scale, 1.0);
        double support = LOBES * stretch;
        first = new int[to];
        count = new int[to];
        stride = Math.min(from, (int) Math.ceil(support) * 2 + 1);
        weights = new int[Math.multiplyExact(to, stride)];
        double[] exact = new double[stride];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            count[i] = Math.min(from, (int) (centre + support + 0.5)) - first[i];
            double sum = 0.0;
            for (int k = 0; k < count[i]; k++) {
                exact[k] = lanczos((k + first[i] - centre + 0.5) * (1.0 / stretch));
                sum += exact[k];
            }
            for (int k = 0; k < count[i]; k++) {
                weights[i * stride + k] = fixed(exact[k] / sum);
            }
        }
    }

    private static double lanczos(double x) {
        return x >= -LOBES && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0.0;
    }

    private static double sinc(double x) {
        if (x == 0.0) {
            return 1.0;
        }
        double angle = x * Math.PI;
        // Strict: the same weights, hence the same tensor, on every machine.
        return StrictMath.sin(angle) / angle;
    }

    private static int fixed(double weight) {
        return (int) (weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5));
    }

    /** Output pixels. */
    int size() {
        return first.length;
    }

    /** The first input pixel of an output pixel. */
    int first(int output) {
        return first[output];
    }

    /** How many input pixels an output pixel has. */
    int count(int output) {
        return count[output];
    }

    /** Where in {@link #weights()} those of an output pixel start. */
    int offset(int output) {
        return output * stride;
    }

    int[] weights() {
        return weights;
    }
}
