package io.radstream.local.phantom;

import java.util.List;

/**
 * A chest from the front. With the film at the patient's front (PA) the shoulder blades are turned
 * off the lungs and the breath is deep; with the film at the back (AP), as at a bedside, the heart
 * looks larger, the diaphragm stands higher and the shoulder blades lie over the lungs. The image's
 * left is the patient's right.
 */
final class FrontalChest implements Projection {

    private static final double TIP = 0.36;
    private static final double BELOW_SHOULDERS = 0.4;

    private final Anatomy anatomy;
    private final boolean ap;
    private final double length;
    private final double heartSize;
    private final LungField right;
    private final LungField left;
    private final Profile skin;
    private final double shoulder;

    /**
     * @param heartSize 1 is the patient's own
     */
    FrontalChest(Anatomy anatomy, View view, double heartSize) {
        this.anatomy = anatomy;
        ap = view == View.AP;
        this.heartSize = anatomy.heart() * heartSize * (ap ? 1.12 : 1);
        length = anatomy.lungLength() * (ap ? 0.93 : 1);
        Draws build = Draws.of(anatomy.seed(), 1);
        shoulder = build.uniform(-0.16, -0.04) + (ap ? -0.06 : 0);
        right = right(build);
        left = left(build);
        skin = skin(build);
    }

    private LungField right(Draws build) {
        double bulge = 0.27 * heartSize;
        Profile near =
                new Profile(
                        0,
                        -0.18,
                        0.3 * length,
                        -0.17,
                        0.58 * length,
                        -0.19,
                        0.8 * length,
                        -bulge,
                        1.02 * length,
                        -0.9 * bulge,
                        1.3 * length,
                        -0.22);
        double dome = length * build.uniform(0.95, 1);
        return lung(-1, near, dome, build);
    }

    private LungField left(Draws build) {
        double knob = build.uniform(0.2, 0.26);
        double tipOfHeart = Math.min(0.8, build.uniform(0.48, 0.56) * heartSize);
        Profile near =
                new Profile(
                        0,
                        0.16,
                        0.2 * length,
                        knob,
                        0.36 * length,
                        0.15,
                        0.52 * length,
                        0.21,
                        0.8 * length,
                        0.8 * tipOfHeart,
                        length,
                        tipOfHeart,
                        1.25 * length,
                        0.85 * tipOfHeart);
        double dome = length * build.uniform(1, 1.06);
        return lung(1, near, dome, build);
    }

    private LungField lung(int side, Profile near, double dome, Draws build) {
        double widest = build.uniform(0.92, 0.95);
        Profile far =
                new Profile(
                        0,
                        side * 0.72,
                        0.4 * length,
                        side * 0.86,
                        0.8 * length,
                        side * widest,
                        1.3 * length,
                        side * (widest + 0.01));
        double at = side * build.uniform(0.38, 0.48);
        Diaphragm diaphragm =
                new Diaphragm(
                        dome,
                        at,
                        side * 0.15 - at,
                        build.uniform(0.04, 0.1),
                        side * widest - at,
                        length * build.uniform(0.2, 0.3));
        return new LungField(side * TIP, near, far, 0.14 * length, 0.75 * length, diaphragm);
    }

    private Profile skin(Draws build) {
        double trunk = 1 + anatomy.wall();
        double arms = build.uniform(1.5, 1.9);
        return new Profile(
                -0.3,
                arms,
                0.12 * length,
                arms - 0.1,
                0.36 * length,
                trunk + 0.05,
                0.8 * length,
                trunk,
                1.5 * length,
                trunk + build.uniform(-0.02, 0.08));
    }

    @Override
    public List<LungField> lungs() {
        return List.of(right, left);
    }

    @Override
    public Region heart() {
        double bottom = length * 1.05;
        return new Region(right.near(0.82 * length), 0.46 * length, left.near(length), bottom);
    }

    @Override
    public void expose(Film film) {
        Pose pose = film.pose();
        for (int y = 0; y < film.height(); y++) {
            double v = pose.v(y);
            double first = pose.firstU(y);
            Across across = new Across(v);
            for (int x = 0; x < film.width(); x++) {
                across.lay(film, x, y, first + x / pose.scale());
            }
        }
    }

    /** One row of the chest: what is the same for all of its pixels. */
    private final class Across {

        private final double v;
        private final double skinAt;
        private final LungField.Row rightRow;
        private final LungField.Row leftRow;
        private final double cage;
        private final double heartRow;
        private final double neck;

        Across(double v) {
            this.v = v;
            skinAt = skin.at(v);
            rightRow = right.row(v);
            leftRow = left.row(v);
            neck = Soft.edge((0.05 - v) / 0.3);
            cage = Soft.between(Math.max(0.34, leftRow.high()) + 0.06, 0.6, 0.7 * neck);
            double away = (v - 0.8 * length) / (0.36 * length * heartSize);
            heartRow = Math.max(0, 1 - away * away);
        }

        void lay(Film film, int x, int y, double u) {
            double a = Math.abs(u);
            double flesh = Soft.round((skinAt - a) / 0.34);
            if (v < BELOW_SHOULDERS) {
                flesh *= Soft.round((v - slope(a)) / 0.22);
            }
            if (flesh == 0) {
                return;
            }
            // The wall is longest where the beam grazes the ribs.
            double wall = 0.27 + 0.13 * Soft.edge((a - 0.82 * cage) / (0.5 * cage));
            double share = a / cage;
            double round = Math.max(0, 1 - share * share);
            double depth = Math.sqrt(round);
            if (neck > 0) {
                depth = Soft.between(depth, round, neck);
            }
            double contents = 0.46 * depth * (1 - 0.35 * neck);
            LungField.Row row = u < 0 ? rightRow : leftRow;
            double inside = row.inside(u);
            double lessByAir = flesh * inside * contents * 0.86;
            if (inside < 1) {
                double middle = u - 0.1 * heartSize;
                double heart = 1 - middle * middle / (0.25 * heartSize * heartSize);
                contents += (1 - inside) * 0.1 * heartRow * Math.max(0, heart);
                contents += 0.08 * Soft.edge((v - row.diaphragm().at(u)) / 0.5) * depth;
            }
            film.lay(x, y, flesh * (wall + contents), lessByAir);
        }

        /** v of the skin above the shoulder; the neck goes on upwards. */
        private double slope(double a) {
            return Soft.between(-1.2, shoulder - 0.1, Soft.edge((a - 0.44) / 0.5))
                    + 0.12 * Soft.unit((a - 0.9) / 0.6);
        }
    }

    @Override
    public void draw(Film film, Draws draws) {
        new Vessels(draws).frontal(film, right, -1);
        new Vessels(draws).frontal(film, left, 1);
        new FrontalBones(anatomy, length, left, ap).draw(film);
        Circumstances circumstances = new Circumstances(length, draws);
        if (ap) {
            circumstances.leads(film);
        } else {
            circumstances.stomach(film, left.diaphragm());
        }
    }
}
