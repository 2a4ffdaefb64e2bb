package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ExplanationTest {

    @Test
    void isOneLineOfTheFailureAndItsRoot() {
        RuntimeException root = new IllegalStateException("the reason\n  in two lines");

        assertThat(Explanation.of(new IllegalArgumentException("it failed", root)))
                .isEqualTo("it failed: the reason in two lines");
        assertThat(Explanation.of(new IllegalStateException())).isEqualTo("IllegalStateException");
        assertThat(Explanation.of(new IllegalStateException("x".repeat(1_000)))).hasSize(401);
    }

    @Test
    void leavesOutTheAddressThatADriverQuotes() {
        assertThat(
                        Explanation.of(
                                new IllegalStateException(
                                        "No suitable driver for jdbc:mysql://(x=hush)/d found")))
                .isEqualTo("No suitable driver for jdbc:mysql:… found");
        assertThat(
                        Explanation.of(
                                new IllegalStateException(
                                        "\"jdbc:oracle:thin:u/hush@h\" is wrong")))
                .isEqualTo("\"jdbc:oracle:…\" is wrong");
    }

    @Test
    void leavesOutWhatMayBeSecretOfAServersAddress() {
        assertThat(
                        Explanation.of(
                                new IllegalStateException(
                                        "GET https://u:hush@host:1/a/b?token=hush failed")))
                .isEqualTo("GET https://host:1/a/b failed");
        assertThat(Explanation.of(new IllegalStateException("at https://host/catalog: away")))
                .isEqualTo("at https://host/catalog: away");
    }
}
