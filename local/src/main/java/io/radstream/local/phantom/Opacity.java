package io.radstream.local.phantom;

/**
 * Something that fills a part of the lungs' air.
 *
 * @param region outside of which it fills none
 * @param share of the air that it takes at a place, 0 to 1
 */
record Opacity(FindingKind kind, Region region, Shape share) {

    /** A blot with a ragged edge, thicker in its middle. */
    static Opacity blot(
            FindingKind kind,
            double atU,
            double atV,
            double halfWidth,
            double halfHeight,
            double density,
            double softness,
            double raggedness,
            Draws draws) {
        Noise outline = new Noise(draws.next());
        Noise inside = new Noise(draws.next());
        double grain = 0.75 / Math.max(halfWidth, halfHeight);
        return new Opacity(
                kind,
                Region.around(atU, atV, 1.5 * halfWidth, 1.5 * halfHeight),
                (u, v) -> {
                    double du = (u - atU) / halfWidth;
                    double dv = (v - atV) / halfHeight;
                    double away = Math.sqrt(du * du + dv * dv);
                    if (away > 1.5) {
                        return 0;
                    }
                    double ragged = raggedness * outline.rough(u * grain, v * grain);
                    double edge = Soft.edge((1 - away + ragged) / softness);
                    return density
                            * edge
                            * (0.84 + 0.16 * inside.rough(u * 2 * grain, v * 2 * grain));
                });
    }
}
