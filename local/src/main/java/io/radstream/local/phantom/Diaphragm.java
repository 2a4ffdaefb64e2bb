package io.radstream.local.phantom;

/**
 * The floor of a lung, a dome that drops to both sides.
 *
 * @param dome its highest place, as v
 * @param at where that is, as u
 * @param nearSpan from there to the lung's near border, with its sign
 * @param nearDrop how far it drops to there
 * @param farSpan from there to the lung's far border, with its sign
 * @param farDrop how far it drops to there
 */
record Diaphragm(
        double dome, double at, double nearSpan, double nearDrop, double farSpan, double farDrop) {

    /** v of the floor. */
    double at(double u) {
        double away = u - at;
        boolean towardsFar = away * farSpan > 0;
        double share = away / (towardsFar ? farSpan : nearSpan);
        return dome + (towardsFar ? farDrop : nearDrop) * share * share;
    }
}
