package io.radstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Records;
import io.radstream.record.Study;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ResultKeysTest {

    private static Study firstSeen(long order, String at) {
        return Study.newBuilder(Records.study("S-1_a", order))
                .setFirstImageAt(Instant.parse(at))
                .build();
    }

    @Test
    void isTheContracts() {
        assertThat(ResultKeys.of(firstSeen(1, "2026-03-04T05:06:07Z")))
                .isEqualTo("results/S-1_a/2026/03/04/S-1_a_results.json");
    }

    /** In UTC, whatever the machine's zone. */
    @Test
    void changesTheDayAtMidnight() {
        assertThat(ResultKeys.of(firstSeen(1, "2026-12-31T23:59:59Z"))).contains("/2026/12/31/");
        assertThat(ResultKeys.of(firstSeen(1, "2027-01-01T00:00:00Z"))).contains("/2027/01/01/");
    }

    @Test
    void isOneForAllVersions() {
        assertThat(ResultKeys.of(firstSeen(2, "2026-03-04T05:06:07Z")))
                .isEqualTo(ResultKeys.of(firstSeen(1, "2026-03-04T05:06:07Z")));
    }
}
