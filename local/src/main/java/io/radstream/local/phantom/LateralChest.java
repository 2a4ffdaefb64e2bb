package io.radstream.local.phantom;

import java.util.List;

/**
 * A chest from the side, its front at the image's left: both lungs behind each other, the heart
 * before and the spine behind.
 */
final class LateralChest implements Projection {

    private final Anatomy anatomy;
    private final double length;
    private final double heartSize;
    private final double curve;
    private final LungField lungs;
    private final double secondDome;

    /**
     * @param heartSize 1 is the patient's own
     */
    LateralChest(Anatomy anatomy, double heartSize) {
        this.anatomy = anatomy;
        this.heartSize = anatomy.heart() * heartSize;
        length = anatomy.lungLength();
        Draws build = Draws.of(anatomy.seed(), 2);
        curve = build.uniform(0.08, 0.16);
        secondDome = build.uniform(0.03, 0.09);
        double depth = build.uniform(0.66, 0.74);
        Profile front =
                new Profile(
                        0,
                        -0.26,
                        0.3 * length,
                        -0.48,
                        0.6 * length,
                        -0.62,
                        length,
                        -depth,
                        1.4 * length,
                        -depth);
        Profile back =
                new Profile(
                        0,
                        0.5,
                        0.35 * length,
                        depth + 0.05,
                        0.8 * length,
                        depth + 0.02,
                        1.4 * length,
                        depth - 0.06);
        double dome = length * build.uniform(0.92, 0.98);
        lungs =
                new LungField(
                        0.12,
                        front,
                        back,
                        0.4 * length,
                        0.3 * length,
                        new Diaphragm(
                                dome,
                                -0.12,
                                -0.55,
                                build.uniform(0.04, 0.12),
                                0.8,
                                length * build.uniform(0.3, 0.38)));
    }

    @Override
    public List<LungField> lungs() {
        return List.of(lungs);
    }

    @Override
    public Region heart() {
        return Region.around(heartU(), 0.72 * length, 0.38 * heartSize, 0.3 * length * heartSize);
    }

    private double heartU() {
        return -0.26 + 0.2 * (heartSize - 1);
    }

    @Override
    public void expose(Film film) {
        Pose pose = film.pose();
        double front = 0.12 + anatomy.wall();
        for (int y = 0; y < film.height(); y++) {
            double v = pose.v(y);
            double first = pose.firstU(y);
            LungField.Row row = lungs.row(v);
            double from = Math.min(-0.34, lungs.near(v)) - front;
            double to = Math.max(0.62, lungs.far(v)) + 0.16 + anatomy.wall();
            double away = (v - 0.72 * length) / (0.3 * length * heartSize);
            for (int x = 0; x < film.width(); x++) {
                double u = first + x / pose.scale();
                double flesh = Soft.round((u - from) / 0.3) * Soft.round((to - u) / 0.3);
                if (flesh == 0) {
                    continue;
                }
                double share = (u - 0.03) / 0.8;
                double depth = Math.sqrt(Math.max(0, 1 - share * share));
                double inside = row.inside(u);
                double second = Soft.edge((row.diaphragm().at(u) + secondDome - v) / 0.03);
                double contents = 0.5 * depth;
                double dh = (u - heartU()) / (0.38 * heartSize);
                double heart = Soft.edge((1 - Math.sqrt(dh * dh + away * away)) / 0.22);
                double shoulders = Soft.edge((0.22 * length - v) / (0.4 * length));
                double below = Soft.edge((v - row.diaphragm().at(u)) / 0.4);
                double aired = inside * (1 - 0.62 * heart) * (1 - 0.45 * shoulders);
                double lessByAir = flesh * contents * 0.84 * aired;
                film.lay(
                        x,
                        y,
                        flesh
                                * (0.3
                                        + contents
                                        + 0.1 * shoulders
                                        + 0.07 * below
                                        + 0.05 * (1 - second) * inside),
                        lessByAir);
            }
        }
    }

    @Override
    public void draw(Film film, Draws draws) {
        new Vessels(draws).lateral(film, lungs);
        new LateralBones(anatomy, lungs, curve).draw(film);
    }
}
