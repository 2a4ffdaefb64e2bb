package io.radstream.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.ObjectRef;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SequencersTest {

    @ParameterizedTest
    @CsvSource({
        "0055AED6DCD90281E5, 0055AED6DCD90281E6, -1",
        "0055AED6DCD90281E6, 0055AED6DCD90281E5, 1",
        "0055aed6dcd90281e5, 0055AED6DCD90281E5, 0",
        // The shorter is padded on the right: 0055 stands for 005500.
        "0055, 005500, 0",
        "0056, 0055FF, 1",
        "0055, 005501, -1",
    })
    void compareRightPadded(String a, String b, int sign) {
        assertThat(Integer.signum(Sequencers.compare(a, b))).isEqualTo(sign);
    }

    @Test
    void ofDifferentKeysDoNotCompare() {
        ObjectRef jpeg = Records.object("S1", "jpg", "FF", ManualClock.START);
        ObjectRef png =
                Records.object("S1", "png", "00", ManualClock.START.plus(Duration.ofSeconds(5)));

        assertThat(Sequencers.compare(jpeg, png)).isNegative();
        assertThat(Sequencers.compare(png, jpeg)).isPositive();
    }

    @Property
    void compareAntisymmetrically(
            @ForAll @CharRange(from = '0', to = '9') @StringLength(min = 1, max = 20) String a,
            @ForAll @CharRange(from = '0', to = '9') @StringLength(min = 1, max = 20) String b) {
        assertThat(Integer.signum(Sequencers.compare(a, b)))
                .isEqualTo(-Integer.signum(Sequencers.compare(b, a)));
    }
}
