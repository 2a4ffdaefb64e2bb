package io.radstream.local.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrawsTest {

    @Test
    void repeatsItselfForTheSameKeyAlone() {
        assertThat(Draws.of(1, 2).next()).isEqualTo(Draws.of(1, 2).next());
        assertThat(Draws.of(1, 2).next()).isNotEqualTo(Draws.of(2, 1).next());
        assertThat(Draws.of(1, 2).next()).isNotEqualTo(Draws.of(1, 2, 0).next());
    }

    @Test
    void staysWithinItsBoundsAndFillsThem() {
        Draws draws = Draws.of(9);
        boolean[] seen = new boolean[5];
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            double value = draws.uniform(2, 3);
            assertThat(value).isBetween(2.0, 3.0);
            sum += value;
            seen[draws.below(5)] = true;
        }
        assertThat(sum / 10_000).isBetween(2.48, 2.52);
        assertThat(seen).containsOnly(true);
    }
}
