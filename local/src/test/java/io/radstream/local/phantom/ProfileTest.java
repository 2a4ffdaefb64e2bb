package io.radstream.local.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProfileTest {

    private final Profile profile = new Profile(0, 1, 1, 3, 3, 2);

    @Test
    void goesThroughItsPointsAndStaysAtItsEnds() {
        assertThat(profile.at(-5)).isEqualTo(1);
        assertThat(profile.at(0)).isEqualTo(1);
        assertThat(profile.at(1)).isEqualTo(3);
        assertThat(profile.at(3)).isEqualTo(2);
        assertThat(profile.at(7)).isEqualTo(2);
    }

    @Test
    void isSmooth() {
        double step = 1e-4;
        for (double at = 0.01; at < 2.99; at += 0.01) {
            double before = (profile.at(at) - profile.at(at - step)) / step;
            double after = (profile.at(at + step) - profile.at(at)) / step;
            assertThat(after).isCloseTo(before, within(0.01));
        }
    }

    @Test
    void isStraightThroughPointsOnALine() {
        Profile line = new Profile(0, 0, 1, 2, 4, 8);
        assertThat(line.at(0.3)).isCloseTo(0.6, within(1e-12));
        assertThat(line.at(3.1)).isCloseTo(6.2, within(1e-12));
    }
}
