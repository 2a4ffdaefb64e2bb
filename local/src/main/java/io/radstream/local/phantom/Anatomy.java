package io.radstream.local.phantom;

/**
 * A patient's build, the same in all of their studies. Lengths are in units of half the thorax'
 * width.
 *
 * @param lungLength from the tips to the domes of the diaphragm: short in children
 * @param wall from the ribs to the skin
 * @param heart 1 is an ordinary one
 * @param ribSlope how far the ribs' sides hang below their beginnings
 * @param ribWidth half of it
 * @param spineWidth half of it
 * @param vertebra from one to the next
 * @param seed of what else tells patients apart
 */
record Anatomy(
        double lungLength,
        double wall,
        double heart,
        double ribSlope,
        double ribWidth,
        double spineWidth,
        double vertebra,
        long seed) {

    static Anatomy of(Draws draws) {
        double lungLength = draws.uniform(1.12, 1.62);
        return new Anatomy(
                lungLength,
                draws.uniform(0.09, 0.2),
                draws.uniform(0.9, 1.1),
                draws.uniform(0.2, 0.32) * lungLength,
                draws.uniform(0.026, 0.038),
                draws.uniform(0.1, 0.125),
                lungLength * draws.uniform(0.115, 0.13),
                draws.next());
    }
}
