package io.radstream.image;

/**
 * Weighted sums along one axis of an image. Four parallel lines at a time: each weight is loaded
 * once for the four, and their sums do not wait for each other, which halves the time.
 */
final class LanczosPass {
    static final int LINES = 4;

    private static final int PRECISION = LanczosWeights.PRECISION;
    private static final int HALF = 1 << (PRECISION - 1);

    private final LanczosWeights weights;
    private final byte[] source;
    private final int pixelStep;
    private final int lineStep;
    private final byte[] target;
    private final int targetLineStep;

    /**
     * @param pixelStep samples of the source from a pixel to the next along the axis
     * @param lineStep samples of the source from a line to the next
     * @param targetLineStep samples of the target from a line to the next
     */
    LanczosPass(
            LanczosWeights weights,
            byte[] source,
            int pixelStep,
            int lineStep,
            byte[] target,
            int targetLineStep) {
        this.weights = weights;
        this.source = source;
        this.pixelStep = pixelStep;
        this.lineStep = lineStep;
        this.target = target;
        this.targetLineStep = targetLineStep;
    }

    /**
     * Makes one output pixel of up to {@link #LINES} lines.
     *
     * @param line where the source's first line starts
     * @param to where in the target the first line's pixel goes
     */
    void sum(int output, int line, int lines, int to) {
        int from = line + weights.first(output) * pixelStep;
        if (lines >= LINES) {
            sumFour(output, from, to);
            return;
        }
        for (int i = 0; i < lines; i++) {
            sumOne(output, from + i * lineStep, to + i * targetLineStep);
        }
    }

    private void sumFour(int output, int from, int to) {
        byte[] samples = source;
        int[] factors = weights.weights();
        int start = weights.offset(output);
        int end = start + weights.count(output);
        int step = pixelStep;
        int second = lineStep;
        int third = 2 * lineStep;
        int fourth = 3 * lineStep;
        int a = HALF;
        int b = HALF;
        int c = HALF;
        int d = HALF;
        int at = from;
        for (int k = start; k < end; k++) {
            int factor = factors[k];
            a += factor * (samples[at] & 0xFF);
            b += factor * (samples[at + second] & 0xFF);
            c += factor * (samples[at + third] & 0xFF);
            d += factor * (samples[at + fourth] & 0xFF);
            at += step;
        }
        target[to] = clipped(a);
        target[to + targetLineStep] = clipped(b);
        target[to + 2 * targetLineStep] = clipped(c);
        target[to + 3 * targetLineStep] = clipped(d);
    }

    private void sumOne(int output, int from, int to) {
        int[] factors = weights.weights();
        int start = weights.offset(output);
        int sum = HALF;
        for (int k = 0; k < weights.count(output); k++) {
            sum += factors[start + k] * (source[from + k * pixelStep] & 0xFF);
        }
        target[to] = clipped(sum);
    }

    private static byte clipped(int sum) {
        return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
    }
}
