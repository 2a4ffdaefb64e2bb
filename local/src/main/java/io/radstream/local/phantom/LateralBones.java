package io.radstream.local.phantom;

/** The bones of a chest from the side, and the great vessel and the windpipe among them. */
final class LateralBones {

    private final Anatomy anatomy;
    private final double length;
    private final LungField lungs;
    private final double curve;

    /**
     * Bones around these lungs.
     *
     * @param curve how far the spine bends
     */
    LateralBones(Anatomy anatomy, LungField lungs, double curve) {
        this.anatomy = anatomy;
        this.lungs = lungs;
        this.curve = curve;
        length = anatomy.lungLength();
    }

    void draw(Film film) {
        aorta(film);
        spine(film);
        ribs(film);
        sternum(film);
        windpipe(film);
        raisedArms(film);
    }

    private void aorta(Film film) {
        film.draw(
                Line.from(-0.12, 0.5 * length)
                        .to(-0.08, 0.3 * length)
                        .to(0.1, 0.2 * length)
                        .to(0.32, 0.28 * length)
                        .to(0.44, 0.5 * length)
                        .to(0.46, 0.9 * length),
                Brush.tissue(0.07, 0.055));
    }

    /** u of the spine's middle. */
    private double spine(double v) {
        double share = v / length - 0.5;
        return 0.62 - curve * 4 * share * share * (share < 0 ? 1 : 0.5);
    }

    private void spine(Film film) {
        double half = 1.15 * anatomy.spineWidth();
        double step = anatomy.vertebra();
        film.add(
                new Region(0.1, -0.5, 1, length + 0.7),
                (u, v) -> {
                    double away = Math.abs(u - spine(v));
                    double along = v / step - Math.floor(v / step);
                    double disc = Math.abs(along - 0.5) * 2;
                    double bone = Soft.edge((half * (0.92 + 0.08 * disc) - away) / 0.03);
                    return bone
                                    * (0.04
                                            + 0.07 * Soft.edge((0.8 - disc) / 0.18)
                                            + 0.03
                                                    * Soft.edge((disc - 0.7) / 0.1)
                                                    * Soft.edge((0.84 - disc) / 0.1))
                            + 0.05
                                    * Soft.edge((u - spine(v)) / 0.3)
                                    * Soft.edge((0.3 - away) / 0.15);
                });
    }

    private void ribs(Film film) {
        double half = anatomy.ribWidth();
        int count = 10;
        double step = length / count;
        for (int rib = 0; rib < count; rib++) {
            double v = -0.08 * length + rib * step;
            double drop = 0.34 * length;
            for (int side = 0; side < 2; side++) {
                double shift = side * 0.045;
                Line line =
                        Line.from(lungs.far(Math.max(0.05, v + 0.06)) + 0.05, v + shift)
                                .to(0.34, v + 0.25 * drop + shift)
                                .to(-0.1, v + 0.75 * drop + shift)
                                .to(
                                        lungs.near(Math.max(0.05, v + 1.1 * drop)) + 0.06,
                                        v + 1.15 * drop + shift);
                film.draw(line, Brush.bone(half, 0.055, 0.035));
            }
        }
    }

    private void sternum(Film film) {
        double sternum = -0.04;
        film.draw(
                Line.from(lungs.near(0.18 * length) + sternum, 0.16 * length)
                        .to(lungs.near(0.45 * length) + sternum, 0.45 * length)
                        .to(lungs.near(0.8 * length) + sternum, 0.8 * length),
                Brush.bone(0.035, 0.14, 0.1));
    }

    private void windpipe(Film film) {
        film.draw(Line.from(0.0, -0.5).to(0.02, 0).to(0.12, 0.42 * length), Brush.hole(0.05, 0.1));
    }

    private void raisedArms(Film film) {
        film.draw(
                Line.from(0.28, 0.1 * length).to(0.12, -0.1).to(-0.25, -0.6),
                Brush.bone(0.09, 0.07, 0.1));
        film.draw(
                Line.from(0.5, 0.3 * length).to(0.42, 0.1 * length).to(0.25, 0.0),
                Brush.bone(0.045, 0.08, 0.08));
    }
}
