package io.radstream.local.phantom;

import java.util.ArrayList;
import java.util.List;

/** What a condition does to a chest: each has a kind of opacity of its own, in its own places. */
final class Illness {

    private final Condition condition;
    private final FindingKind otherKind;
    private final Draws draws;

    /**
     * @param draws of this study alone
     */
    Illness(Condition condition, Draws draws) {
        this.condition = condition;
        this.draws = draws;
        FindingKind[] others = {FindingKind.effusion, FindingKind.mass, FindingKind.cardiomegaly};
        otherKind = others[draws.below(others.length)];
    }

    /** How much larger the heart is than the patient's own. */
    double heartSize() {
        return isCardiomegaly() ? draws.uniform(1.36, 1.55) : 1;
    }

    boolean isCardiomegaly() {
        return condition == Condition.other && otherKind == FindingKind.cardiomegaly;
    }

    /** What fills the lungs' air; an enlarged heart is not among it. */
    List<Opacity> opacities(List<LungField> lungs) {
        return switch (condition) {
            case normal -> List.of();
            case pneumonia -> List.of(consolidation(any(lungs)));
            case covid -> groundGlass(lungs);
            case tuberculosis -> tuberculosis(lungs);
            case other ->
                    switch (otherKind) {
                        case effusion -> List.of(effusion(any(lungs)));
                        case mass -> List.of(mass(any(lungs)));
                        default -> List.of();
                    };
        };
    }

    private LungField any(List<LungField> lungs) {
        return lungs.get(draws.below(lungs.size()));
    }

    /** Pneumonia: one dense region, about a lobe. */
    private Opacity consolidation(LungField lung) {
        double[] at = lung.place(draws.uniform(0.35, 0.7), draws.uniform(0.35, 0.85));
        return Opacity.blot(
                FindingKind.consolidation,
                at[0],
                at[1],
                draws.uniform(0.2, 0.33),
                draws.uniform(0.18, 0.34),
                draws.uniform(0.6, 0.9),
                draws.uniform(0.3, 0.55),
                0.55,
                draws);
    }

    /** COVID-19: hazy patches at the rims of both lungs, more of them below. */
    private List<Opacity> groundGlass(List<LungField> lungs) {
        List<Opacity> patches = new ArrayList<>();
        for (int i = 0; i < lungs.size() * 2; i++) {
            LungField lung = lungs.get(i % lungs.size());
            boolean lower = i < lungs.size();
            double[] at =
                    lung.place(
                            draws.uniform(0.72, 0.92),
                            lower ? draws.uniform(0.74, 0.95) : draws.uniform(0.36, 0.58));
            Opacity patch =
                    Opacity.blot(
                            FindingKind.ground_glass,
                            at[0],
                            at[1],
                            draws.uniform(0.12, 0.2),
                            draws.uniform(0.12, 0.21),
                            draws.uniform(0.36, 0.58),
                            draws.uniform(0.5, 0.8),
                            0.5,
                            draws);
            if (lower || draws.chance(0.7)) {
                patches.add(patch);
            }
        }
        return patches;
    }

    /** Tuberculosis: nodules near the tip of a lung, often with a cavity. */
    private List<Opacity> tuberculosis(List<LungField> lungs) {
        List<Opacity> found = new ArrayList<>();
        LungField first = any(lungs);
        boolean cavity = draws.chance(0.6);
        if (cavity) {
            found.add(cavity(first));
        }
        if (!cavity || (lungs.size() > 1 && draws.chance(0.6))) {
            LungField second = lungs.get(lungs.size() - 1 - lungs.indexOf(first));
            found.add(nodules(cavity ? second : first));
        }
        return found;
    }

    private Opacity nodules(LungField lung) {
        int count = 5 + draws.below(5);
        double[][] disc = new double[count][];
        double u1 = Double.MAX_VALUE;
        double u2 = -Double.MAX_VALUE;
        double v1 = Double.MAX_VALUE;
        double v2 = -Double.MAX_VALUE;
        double[] middle = lung.place(draws.uniform(0.4, 0.6), draws.uniform(0.2, 0.3));
        for (int i = 0; i < count; i++) {
            double u = middle[0] + draws.uniform(-0.15, 0.15);
            double v = middle[1] + draws.uniform(-0.16, 0.16);
            double radius = draws.uniform(0.025, 0.05);
            disc[i] = new double[] {u, v, radius, draws.uniform(0.55, 0.85)};
            u1 = Math.min(u1, u - 2 * radius);
            u2 = Math.max(u2, u + 2 * radius);
            v1 = Math.min(v1, v - 2 * radius);
            v2 = Math.max(v2, v + 2 * radius);
        }
        return new Opacity(
                FindingKind.nodules,
                new Region(u1, v1, u2, v2),
                (u, v) -> {
                    double densest = 0;
                    for (double[] nodule : disc) {
                        double du = u - nodule[0];
                        double dv = v - nodule[1];
                        double away = Math.sqrt(du * du + dv * dv) / nodule[2];
                        densest = Math.max(densest, nodule[3] * Soft.edge((1 - away) / 0.6));
                    }
                    return densest;
                });
    }

    private Opacity cavity(LungField lung) {
        double[] at = lung.place(draws.uniform(0.4, 0.65), draws.uniform(0.2, 0.34));
        double radius = draws.uniform(0.1, 0.16);
        double flat = draws.uniform(0.85, 1.15);
        double wall = draws.uniform(0.28, 0.4);
        double density = draws.uniform(0.65, 0.9);
        Noise outline = new Noise(draws.next());
        return new Opacity(
                FindingKind.cavity,
                Region.around(at[0], at[1], 1.6 * radius, 1.6 * radius),
                (u, v) -> {
                    double du = (u - at[0]) / radius;
                    double dv = (v - at[1]) / (radius * flat);
                    double ragged = 0.12 * outline.at(u * 12, v * 12);
                    double away = Math.sqrt(du * du + dv * dv) + ragged;
                    double within = Soft.edge((1 - away) / 0.25);
                    double hole = Soft.edge((1 - wall - away) / 0.25);
                    return density * within * (1 - 0.85 * hole);
                });
    }

    /** Fluid at the floor of a lung: its surface climbs towards the ribs, or the back. */
    private Opacity effusion(LungField lung) {
        Diaphragm floor = lung.diaphragm();
        double depth = draws.uniform(0.16, 0.5);
        double climb = draws.uniform(0.12, 0.26);
        double surface = floor.dome() + 0.12 - depth;
        return new Opacity(
                FindingKind.effusion,
                lung.column(),
                (u, v) -> {
                    double share = (u - floor.at()) / floor.farSpan();
                    double rise = share > 0 ? climb * share * share : 0.6 * climb * share;
                    return 0.92 * Soft.edge((v - surface + rise) / 0.06);
                });
    }

    /** A round, dense body. */
    private Opacity mass(LungField lung) {
        double[] at = lung.place(draws.uniform(0.3, 0.75), draws.uniform(0.25, 0.8));
        double radius = draws.uniform(0.11, 0.19);
        return Opacity.blot(
                FindingKind.mass,
                at[0],
                at[1],
                radius,
                radius * draws.uniform(0.85, 1.15),
                draws.uniform(0.75, 0.95),
                0.12,
                0.12,
                draws);
    }
}
