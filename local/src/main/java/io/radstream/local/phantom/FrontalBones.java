package io.radstream.local.phantom;

/** The bones of a chest from the front, and the windpipe before the spine. */
final class FrontalBones {

    private final Anatomy anatomy;
    private final double length;
    private final LungField lung;
    private final boolean ap;

    /**
     * Bones around these lungs.
     *
     * @param length of the lungs in this projection
     * @param lung at the image's right, along whose border the ribs turn, as on the other side
     * @param ap whether the shoulder blades lie over the lungs
     */
    FrontalBones(Anatomy anatomy, double length, LungField lung, boolean ap) {
        this.anatomy = anatomy;
        this.length = length;
        this.lung = lung;
        this.ap = ap;
    }

    void draw(Film film) {
        spine(film);
        ribs(film);
        clavicles(film);
        shoulders(film);
    }

    private void spine(Film film) {
        double half = anatomy.spineWidth();
        double step = anatomy.vertebra();
        film.add(
                new Region(-2 * half, -0.5, 2 * half, length + 0.7),
                (u, v) -> {
                    double along = v / step - Math.floor(v / step);
                    double disc = Math.abs(along - 0.5) * 2;
                    double body = Soft.edge((half - Math.abs(u)) / 0.025);
                    double waist = 1 - 0.1 * (1 - disc);
                    double bone = Soft.edge((half * waist - Math.abs(u)) / 0.02);
                    return 0.03 * body
                            + 0.055 * bone * (0.55 + 0.45 * Soft.edge((0.82 - disc) / 0.2))
                            + 0.025
                                    * bone
                                    * Soft.edge((disc - 0.76) / 0.1)
                                    * Soft.edge((0.9 - disc) / 0.1);
                });
        for (double v = -0.4; v < length + 0.7; v += step) {
            for (int side = -1; side <= 1; side += 2) {
                film.disc(side * half * 0.72, v + 0.35 * step, 0.022, 0.035);
            }
            film.disc(0, v + 0.7 * step, 0.02, 0.03);
        }
        film.draw(
                Line.from(0.01, -0.5).to(0.015, 0.1 * length).to(0, 0.4 * length),
                new Brush(0.06, 0.05, 0.1, 0.0, 0, -1, false));
    }

    private void ribs(Film film) {
        double slope = anatomy.ribSlope();
        double half = anatomy.ribWidth();
        int count = 10;
        double step = 1.02 * length / count;
        for (int rib = 0; rib <= count; rib++) {
            double v = -0.05 * length + rib * step;
            double side = v + slope;
            double turn = side + 0.5 * slope;
            double rim = rim(side) + 0.035;
            double rimBelow = rim(turn) + 0.04;
            double strength = rib == 0 ? 0.085 : 0.115;
            Line behind =
                    Line.from(0.09, v + 0.01)
                            .to(0.3 * rim, v - 0.035)
                            .to(0.68 * rim, v + 0.25 * slope)
                            .to(0.93 * rim, v + 0.68 * slope)
                            .to(rim, side)
                            .to(rimBelow, turn);
            film.draw(behind, Brush.bone(half, strength, 0.75 * strength));
            film.draw(behind.mirrored(), Brush.bone(half, strength, 0.75 * strength));
            if (rib < count - 2) {
                Line front =
                        Line.from(rimBelow, turn - 0.5 * slope)
                                .to(0.97 * rimBelow, turn + 0.1 * slope)
                                .to(0.8 * rimBelow, turn + 0.75 * slope)
                                .to(0.5 * rimBelow, turn + 1.25 * slope);
                Brush brush = new Brush(half * 1.05, half * 1.25, 0.062, 0.012, 0.3, 1, false);
                film.draw(front, brush);
                film.draw(front.mirrored(), brush);
            }
        }
    }

    private double rim(double v) {
        return Math.max(0.3, lung.far(Math.max(0.02, v)));
    }

    private void clavicles(Film film) {
        double lift = ap ? -0.07 : 0.03;
        Line clavicle =
                Line.from(0.12, 0.12 * length + lift)
                        .to(0.35, 0.07 * length + lift)
                        .to(0.62, 0.01 + lift)
                        .to(0.9, -0.05 + lift)
                        .to(1.08, -0.04 + lift);
        film.draw(clavicle, Brush.bone(0.042, 0.13, 0.12));
        film.draw(clavicle.mirrored(), Brush.bone(0.042, 0.13, 0.12));
    }

    private void shoulders(Film film) {
        double turned = ap ? 0.66 : 0.95;
        Line blade =
                Line.from(turned + 0.12, 0.02)
                        .to(turned, 0.16 * length)
                        .to(turned + 0.02, 0.34 * length)
                        .to(turned + 0.12, 0.46 * length);
        Line edge =
                Line.from(turned + 0.12, 0.46 * length)
                        .to(turned + 0.26, 0.26 * length)
                        .to(turned + 0.38, 0.06 * length);
        for (Line line : new Line[] {blade, blade.mirrored()}) {
            film.draw(line, Brush.tissue(0.02, 0.05));
        }
        for (Line line : new Line[] {edge, edge.mirrored()}) {
            film.draw(line, Brush.bone(0.04, 0.08, 0.1));
        }
        for (int side = -1; side <= 1; side += 2) {
            film.draw(
                    Line.from(side * 1.3, 0.02).to(side * 1.42, 0.2).to(side * 1.5, 0.7),
                    Brush.bone(0.1, 0.16, 0.16));
            film.disc(side * 1.27, 0.0, 0.15, 0.13);
        }
    }
}
