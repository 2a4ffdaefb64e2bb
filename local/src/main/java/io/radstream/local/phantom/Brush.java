package io.radstream.local.phantom;

/**
 * How a line is drawn. Lengths are in units of half the thorax' width.
 *
 * @param startHalfWidth at the line's start
 * @param endHalfWidth at its end, in even steps between
 * @param startStrength what the line's middle adds at its start
 * @param endStrength and at its end
 * @param hollow how much less the middle adds than the edges: a bone's marrow; 0 for none
 * @param sign 1, or -1 where the line holds back less than what is beside it
 * @param onlyInAir a vessel in a lung: it adds a share of the air that is there
 */
record Brush(
        double startHalfWidth,
        double endHalfWidth,
        double startStrength,
        double endStrength,
        double hollow,
        int sign,
        boolean onlyInAir) {

    static Brush bone(double halfWidth, double startStrength, double endStrength) {
        return new Brush(halfWidth, halfWidth, startStrength, endStrength, 0.45, 1, false);
    }

    static Brush tissue(double halfWidth, double strength) {
        return new Brush(halfWidth, halfWidth, strength, strength, 0, 1, false);
    }

    static Brush hole(double halfWidth, double strength) {
        return new Brush(halfWidth, halfWidth, strength, strength, 0, -1, false);
    }

    static Brush vessel(double startHalfWidth, double endHalfWidth, double share) {
        return new Brush(startHalfWidth, endHalfWidth, share, share * 0.35, 0, 1, true);
    }

    double halfWidth(double along) {
        return Soft.between(startHalfWidth, endHalfWidth, along);
    }

    double strength(double along) {
        return Soft.between(startStrength, endStrength, along);
    }

    /** The share of the strength at a distance from the line's middle; both in pixels. */
    double across(double distance, double half) {
        double share = distance / half;
        double edge = Soft.edge((half - Math.abs(distance)) / Math.max(1.5, 0.4 * half));
        return edge * (1 - hollow * (1 - Math.min(1, share * share)));
    }
}
