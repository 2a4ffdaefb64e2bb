package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.00 ms",
        "-412.5, -413 ms",
        "0.42, 0.42 ms",
        "9.999, 10.0 ms",
        "427.3, 427 ms",
        "999.7, 1.00 s",
        "4796.7, 4.80 s",
        "48000, 48.0 s",
        "750000, 12.5 min",
        "9000000, 2.50 h"
    })
    void tellsALatencyInTheUnitThatFits(double ms, String expected) {
        assertThat(Amounts.latency(ms)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400 ms",
        "2000, 2 s",
        "2500, 2.5 s",
        "0.05, 0.05 ms",
        "100, 100 ms",
        "20, 20 ms"
    })
    void tellsARoundLatencyWithoutZeros(double ms, String expected) {
        assertThat(Amounts.roundLatency(ms)).isEqualTo(expected);
    }

    @Test
    void somethingIsNeverNothing() {
        assertThat(Amounts.percent(0)).isEqualTo("0 %");
        assertThat(Amounts.percent(0.0001)).isEqualTo("< 1 %");
        assertThat(Amounts.percent(0.614)).isEqualTo("61 %");
    }

    @Test
    void countsInWords() {
        assertThat(Amounts.count(1, "study", "studies")).isEqualTo("1 study");
        assertThat(Amounts.count(12_345, "study", "studies")).isEqualTo("12,345 studies");
    }

    @Test
    void namesADayOnce() {
        Instant from = Instant.parse("2026-11-24T22:24:26Z");

        assertThat(Amounts.period(from, from.plusSeconds(29)))
                .isEqualTo("24 Nov 2026, 22:24:26 to 22:24:55 UTC");
        assertThat(Amounts.period(from, from.plus(Duration.ofHours(2))))
                .isEqualTo("24 Nov 2026, 22:24:26 to 25 Nov 2026, 00:24:26 UTC");
    }

    @ParameterizedTest
    @CsvSource({"1, 1 s", "60, 1 min", "7200, 2 h", "172800, 2 d"})
    void tellsAStep(long seconds, String expected) {
        assertThat(Amounts.step(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }
}
