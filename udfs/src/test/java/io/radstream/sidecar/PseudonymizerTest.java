package io.radstream.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** RFC 4231's vectors, as far as their data is text and their keys are long enough. */
final class PseudonymizerTest {

    private static Pseudonymizer keyOf(int length, int value) {
        byte[] secret = new byte[length];
        Arrays.fill(secret, (byte) value);
        return new Pseudonymizer(new PseudonymKey("k1", secret));
    }

    /** Section 4.2. */
    @Test
    void isHmacSha256() {
        assertThat(keyOf(20, 0x0b).pseudonym("Hi There"))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    }

    /** Section 4.7: a key longer than a block is hashed first. */
    @Test
    void takesALongKey() {
        assertThat(
                        keyOf(131, 0xaa)
                                .pseudonym(
                                        "Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    /** A number would lose them, and with them a patient's earlier studies. */
    @Test
    void keepsLeadingZeros() {
        Pseudonymizer pseudonymizer = keyOf(16, 1);
        int zeros = 0;
        for (int i = 0; i < 1000; i++) {
            String pseudonym = pseudonymizer.pseudonym("P-" + i);
            assertThat(pseudonym).matches("[0-9a-f]{64}");
            zeros += pseudonym.startsWith("00") ? 1 : 0;
        }
        assertThat(zeros).as("pseudonyms with zeros in front, of 1000").isPositive();
    }

    @Test
    void readsTheIdAsUtf8() {
        Pseudonymizer pseudonymizer = keyOf(16, 1);

        assertThat(pseudonymizer.pseudonym("Müller"))
                .isNotEqualTo(pseudonymizer.pseudonym("M?ller"));
        assertThat(pseudonymizer.keyId()).isEqualTo("k1");
    }
}
