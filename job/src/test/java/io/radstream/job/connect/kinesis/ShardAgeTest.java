package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ShardAgeTest {

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long TOLERANCE_MS = ShardAge.TOLERANCE.toMillis();
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final long START_MS = 1_000 * HOUR_MS;

    private final ShardAge age = new ShardAge();

    @Test
    void knowsNoGapBeforeTheFirstRead() {
        assertThat(isGap(ReadProgress.NOTHING, START_MS)).isFalse();
        age.answered(START_MS);
        assertThat(isGap(ReadProgress.NOTHING, START_MS + 48 * HOUR_MS)).isFalse();
    }

    @Test
    void isNoGapWithinTheRetentionAndAtItsEdge() {
        age.answered(START_MS);

        assertThat(isGap(START_MS, START_MS + 24 * HOUR_MS)).isFalse();
        assertThat(isGap(START_MS, START_MS + 24 * HOUR_MS + TOLERANCE_MS)).isFalse();
    }

    @Test
    void isAGapWhereTheJobWasHeldBackForLonger() {
        age.answered(START_MS);

        assertThat(isGap(START_MS, START_MS + 24 * HOUR_MS + TOLERANCE_MS + 1)).isTrue();
    }

    @Test
    void isNoGapWhereAShardIsReadFromTheHorizonSoonerThanItsRecordsLeave() {
        long nowMs = START_MS;
        long readUpToMs = nowMs - 24 * HOUR_MS - 2 * TOLERANCE_MS;
        age.answered(nowMs);
        for (int i = 0; i < 100; i++) {
            nowMs += 200;
            readUpToMs += 10_000;
            assertThat(isGap(readUpToMs, nowMs)).isFalse();
            age.answered(nowMs);
        }
    }

    @Test
    void isAGapWhereAShardIsReadNoSoonerThanItsRecordsLeave() {
        long nowMs = START_MS;
        long readUpToMs = nowMs - 24 * HOUR_MS;
        age.answered(nowMs);
        for (int i = 0; i < 6; i++) {
            nowMs += 10_000;
            readUpToMs += 9_000;
            assertThat(isGap(readUpToMs, nowMs)).isFalse();
            age.answered(nowMs);
        }

        assertThat(isGap(readUpToMs + 9_000, nowMs + 10_000)).isTrue();
    }

    @Test
    void isNoGapWhereReadsLeadThroughHoursWithoutRecords() {
        long nowMs = START_MS;
        long readUpToMs = nowMs - 24 * HOUR_MS;
        age.answered(nowMs);
        for (int i = 0; i < 1_000; i++) {
            nowMs += 200;
            assertThat(isGap(readUpToMs, nowMs)).isFalse();
            age.answered(nowMs);
        }
    }

    @Test
    void isAGapWhereNoReadIsAnsweredAtTheEdge() {
        long readUpToMs = START_MS - 24 * HOUR_MS;
        age.answered(START_MS);

        assertThat(isGap(readUpToMs, START_MS + TOLERANCE_MS)).isFalse();
        assertThat(isGap(readUpToMs, START_MS + TOLERANCE_MS + 1)).isTrue();
    }

    @Test
    void isAnotherGapOnlyOnceMoreIsMissing() {
        age.answered(START_MS);
        long nowMs = START_MS + 30 * HOUR_MS;
        assertThat(isGap(START_MS, nowMs)).isTrue();
        age.accept(nowMs);

        assertThat(isGap(START_MS, nowMs + 200)).isFalse();
        assertThat(isGap(START_MS + HOUR_MS, nowMs + TOLERANCE_MS + 200)).isTrue();
    }

    private boolean isGap(long readUpToMs, long nowMs) {
        return age.isGap(readUpToMs, nowMs, RETENTION);
    }
}
