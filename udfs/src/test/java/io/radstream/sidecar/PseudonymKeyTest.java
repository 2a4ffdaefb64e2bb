package io.radstream.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PseudonymKeyTest {

    @Test
    void refusesASecretThatCouldBeGuessed() {
        assertThatThrownBy(() -> new PseudonymKey("k1", new byte[15]))
                .hasMessage("the pseudonym key's secret: expected at least 16 bytes, came 15");
    }

    @Test
    void refusesAnIdThatCouldBreakAColumn() {
        assertThatThrownBy(() -> new PseudonymKey("k 1", new byte[16]))
                .hasMessage(
                        "the pseudonym key's id: expected 1 to 32 of A-Z a-z 0-9 - _, came 3 characters");
    }

    @Test
    void givesAnotherPseudonymWithAnotherKey() {
        byte[] one = new byte[16];
        byte[] other = new byte[16];
        other[0] = 1;

        assertThat(new Pseudonymizer(new PseudonymKey("k1", one)).pseudonym("P-1"))
                .hasSize(64)
                .isNotEqualTo(new Pseudonymizer(new PseudonymKey("k2", other)).pseudonym("P-1"));
    }

    /** Allowing it by name would put the patient into results. */
    @Test
    void cannotBeGoneRoundByAllowingThePatientsId() {
        assertThatThrownBy(() -> new SidecarLimits(Duration.ofDays(1), 100, Set.of("patient_id")))
                .hasMessageContaining("patient_id");
    }
}
