package io.radstream.local.phantom;

/** A brush across its line, at places a stride apart: kept while the brush keeps its width. */
final class CrossSection {

    private final Brush brush;
    private final double stride;
    private double halfWidth = -1;
    private float[] share = {};

    /**
     * @param stride in pixels
     */
    CrossSection(Brush brush, double stride) {
        this.brush = brush;
        this.stride = stride;
    }

    /**
     * Takes a half width in pixels, to the next quarter of one.
     *
     * @return the share of the brush's strength at each place
     */
    float[] at(double half) {
        double quarters = Math.max(0.25, Math.rint(4 * half) / 4);
        if (quarters != halfWidth) {
            halfWidth = quarters;
            share = new float[(int) (2 * (halfWidth + 1) / stride) + 1];
            for (int i = 0; i < share.length; i++) {
                share[i] = (float) brush.across(first() + i * stride, halfWidth);
            }
        }
        return share;
    }

    /** Where the first place lies: pixels from the line's middle. */
    double first() {
        return -halfWidth - 1;
    }
}
