package io.radstream.local.phantom;

/** What tells how the patient was: on their feet, or in a bed. */
final class Circumstances {

    private final double length;
    private final Draws draws;

    /**
     * Circumstances of one exposure.
     *
     * @param length of the lungs in this projection
     */
    Circumstances(double length, Draws draws) {
        this.length = length;
        this.draws = draws;
    }

    /** The air in the stomach of someone who stands. */
    void stomach(Film film, Diaphragm diaphragm) {
        double atU = draws.uniform(0.36, 0.52);
        double atV = diaphragm.dome() + draws.uniform(0.14, 0.2);
        double wide = draws.uniform(0.1, 0.2);
        double high = draws.uniform(0.06, 0.1);
        film.add(
                Region.around(atU, atV, 1.4 * wide, 1.4 * high),
                (u, v) -> {
                    double du = (u - atU) / wide;
                    double dv = (v - atV) / high;
                    double level = Soft.edge((atV + 0.5 * high - v) / 0.03);
                    return -0.17 * level * Soft.edge((1 - Math.sqrt(du * du + dv * dv)) / 0.3);
                });
    }

    /** The wires of a monitor, on most patients in a bed. */
    void leads(Film film) {
        int count = draws.below(4);
        for (int i = 0; i < count; i++) {
            double atU = draws.sign() * draws.uniform(0.35, 0.8);
            double atV = draws.uniform(0.1, 0.9) * length;
            film.draw(
                    Line.from(atU, atV)
                            .to(atU + draws.uniform(-0.2, 0.2), atV + 0.3 * length)
                            .to(draws.uniform(-0.8, 0.8), length)
                            .to(draws.uniform(-1, 1), length + 0.8),
                    Brush.tissue(0.009, 0.16));
            film.disc(atU, atV, 0.03, 0.2);
        }
    }
}
