package io.radstream.local.phantom;

/** The outline of a lung, or of both behind each other, on the film. */
final class LungField {

    private static final double EDGE = 0.03;

    private final double tip;
    private final Profile near;
    private final Profile far;
    private final double nearTip;
    private final double farTip;
    private final Diaphragm diaphragm;

    /**
     * @param tip where it is at v = 0
     * @param near its border towards the heart, or the front, by v
     * @param far its border towards the ribs, or the back, by v
     * @param nearTip down to which v the tip's rounding reaches at the near border
     * @param farTip and at the far border
     */
    LungField(
            double tip,
            Profile near,
            Profile far,
            double nearTip,
            double farTip,
            Diaphragm diaphragm) {
        this.tip = tip;
        this.near = near;
        this.far = far;
        this.nearTip = nearTip;
        this.farTip = farTip;
        this.diaphragm = diaphragm;
    }

    double near(double v) {
        return Soft.between(tip, near.at(v), Soft.round(v / nearTip));
    }

    double far(double v) {
        return Soft.between(tip, far.at(v), Soft.round(v / farTip));
    }

    Diaphragm diaphragm() {
        return diaphragm;
    }

    /** The lung and what lies below and above it, but not beside it. */
    Region column() {
        double dome = diaphragm.dome();
        double one = near(0.5 * dome);
        double other = far(dome);
        double margin = 0.1;
        // The near border swings; its innermost place is the tip or the middle.
        return new Region(
                Math.min(Math.min(one, tip), other) - margin,
                -margin,
                Math.max(Math.max(one, tip), other) + margin,
                dome + 1);
    }

    /** The row of the film at this v. */
    Row row(double v) {
        double nearBorder = near(v);
        double farBorder = far(v);
        return new Row(
                v, Math.min(nearBorder, farBorder), Math.max(nearBorder, farBorder), diaphragm);
    }

    /** A row across the lung: what is the same for all of its pixels. */
    record Row(double v, double low, double high, Diaphragm diaphragm) {

        /** 1 in the lung, 0 outside. */
        double inside(double u) {
            if (v < -EDGE || u < low - EDGE || u > high + EDGE) {
                return 0;
            }
            return Soft.edge((u - low) / EDGE)
                    * Soft.edge((high - u) / EDGE)
                    * Soft.edge((diaphragm.at(u) - v) / EDGE);
        }
    }

    /**
     * A place in the lung: u and v.
     *
     * @param outwards 0 at the near border, 1 at the far one
     * @param down 0 at the tip, 1 at the diaphragm
     */
    double[] place(double outwards, double down) {
        double v = down * diaphragm.dome();
        double u = Soft.between(near(v), far(v), outwards);
        double deeper = down * diaphragm.at(u);
        return new double[] {Soft.between(near(deeper), far(deeper), outwards), deeper};
    }
}
