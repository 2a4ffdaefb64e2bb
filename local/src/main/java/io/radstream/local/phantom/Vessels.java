package io.radstream.local.phantom;

/** The vessels of a lung: they spring from its root, branch, and grow thinner. */
final class Vessels {

    private final Draws draws;

    Vessels(Draws draws) {
        this.draws = draws;
    }

    /**
     * @param side -1 for the lung at the image's left, 1 for the other
     */
    void frontal(Film film, LungField lung, int side) {
        double dome = lung.diaphragm().dome();
        double rootV = draws.uniform(0.44, 0.5) * dome;
        double rootU = lung.near(rootV) + side * 0.05;
        for (int i = 0; i < 9; i++) {
            double down = Soft.between(0.08, 1, (i + draws.uniform(0.2, 0.8)) / 9);
            double[] end = lung.place(draws.uniform(0.45, 0.92), down);
            double fromU = rootU + draws.uniform(-0.04, 0.04);
            double fromV = rootV + draws.uniform(-0.08, 0.12);
            branch(film, fromU, fromV, end, draws.uniform(0.018, 0.024), 2);
        }
        root(film, rootU, rootV, side);
    }

    /** Both lungs from the side: one root between them. */
    void lateral(Film film, LungField lungs) {
        double dome = lungs.diaphragm().dome();
        double rootV = 0.46 * dome;
        double rootU = Soft.between(lungs.near(rootV), lungs.far(rootV), 0.52);
        for (int i = 0; i < 16; i++) {
            double[] end = lungs.place(draws.uniform(0.05, 0.95), draws.uniform(0.08, 0.97));
            double fromU = rootU + draws.uniform(-0.05, 0.05);
            double fromV = rootV + draws.uniform(-0.08, 0.08);
            branch(film, fromU, fromV, end, draws.uniform(0.016, 0.022), 2);
        }
        root(film, rootU, rootV, 1);
    }

    private void branch(
            Film film, double u, double v, double[] end, double halfWidth, int generations) {
        double bend = draws.uniform(-0.22, 0.22);
        double middleU = Soft.between(u, end[0], 0.5) + bend * (end[1] - v);
        double middleV = Soft.between(v, end[1], 0.5) - bend * (end[0] - u);
        film.draw(
                Line.from(u, v).to(middleU, middleV).to(end[0], end[1]),
                Brush.vessel(halfWidth, 0.3 * halfWidth, 0.24));
        if (generations > 0) {
            for (int i = 0; i < 2; i++) {
                double turn = draws.uniform(-0.55, 0.55);
                double[] tip = {
                    middleU + (end[0] - middleU) * 0.8 - turn * (end[1] - middleV),
                    middleV + (end[1] - middleV) * 0.8 + turn * (end[0] - middleU)
                };
                branch(film, middleU, middleV, tip, 0.66 * halfWidth, generations - 1);
            }
        }
    }

    private void root(Film film, double u, double v, int side) {
        film.draw(
                Line.from(u - side * 0.06, v - 0.1).to(u, v).to(u + side * 0.03, v + 0.18),
                Brush.vessel(0.05, 0.03, 0.3));
    }
}
