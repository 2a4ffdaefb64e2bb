package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RetentionRulesTest {

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void thereIsNoGapWithinTheRetention() {
        assertThat(RetentionRules.gap("cxr", NOW.minus(DAY), NOW, DAY)).isEmpty();
    }

    @Test
    void aGapTellsItsTimesAndWhatToDo() {
        assertThat(RetentionRules.gap("cxr", NOW.minus(Duration.ofHours(30)), NOW, DAY))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains(
                                                "cxr",
                                                "24 h",
                                                "2026-03-03T06:00:00Z",
                                                "2026-03-03T12:00:00Z",
                                                "--source.accept-gap true"));
    }

    @Test
    void studiesMustBeRememberedForRetentionAndPatience() {
        Duration patience = Duration.ofMinutes(15);

        assertThat(RetentionRules.stateTtlTooShort(DAY.plus(patience), patience, DAY)).isEmpty();
        assertThat(RetentionRules.stateTtlTooShort(DAY, patience, DAY))
                .hasValueSatisfying(text -> assertThat(text).contains("PT24H15M", "24 h", "PT24H"));
    }
}
