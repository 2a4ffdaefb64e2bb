package io.radstream.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeGridTest {

    private static final Instant START = Instant.parse("2026-11-24T22:24:26.7Z");

    @Test
    void aMomentIsOneStep() {
        TimeGrid grid = TimeGrid.over(START, START);

        assertThat(grid.slots()).isEqualTo(1);
        assertThat(grid.step()).isEqualTo(Duration.ofSeconds(1));
        assertThat(grid.from()).isEqualTo(Instant.parse("2026-11-24T22:24:26Z"));
        assertThat(grid.label(0)).isEqualTo("22:24:26");
    }

    @Test
    void stepsGrowWithTheRun() {
        assertThat(TimeGrid.over(START, START.plusSeconds(50)).step()).hasSeconds(1);
        assertThat(TimeGrid.over(START, START.plusSeconds(500)).step()).hasSeconds(10);
        assertThat(TimeGrid.over(START, START.plusSeconds(3400)).step()).hasSeconds(60);
        assertThat(TimeGrid.over(START, START.plus(Duration.ofDays(2))).step()).hasHours(1);
    }

    @Property
    void coversAnyRunInFewSteps(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long firstMs,
            @ForAll @LongRange(min = 0, max = 400_000_000_000L) long lengthMs) {
        TimeGrid grid =
                TimeGrid.over(
                        Instant.ofEpochMilli(firstMs), Instant.ofEpochMilli(firstMs + lengthMs));

        assertThat(grid.slots()).isBetween(1, 60);
        assertThat(grid.from()).isBeforeOrEqualTo(Instant.ofEpochMilli(firstMs));
        assertThat(grid.start(grid.slots())).isAfter(Instant.ofEpochMilli(firstMs + lengthMs));
        assertThat(grid.slot(firstMs)).isZero();
        assertThat(grid.slot(firstMs + lengthMs)).isEqualTo(grid.slots() - 1);
    }

    @Property
    void ticksAreFewAndInside(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long firstMs,
            @ForAll @LongRange(min = 0, max = 400_000_000_000L) long lengthMs) {
        TimeGrid grid =
                TimeGrid.over(
                        Instant.ofEpochMilli(firstMs), Instant.ofEpochMilli(firstMs + lengthMs));

        assertThat(grid.ticks(4)).hasSizeLessThanOrEqualTo(4);
        assertThat(grid.ticks(4)).allSatisfy(tick -> assertThat(tick.place()).isBetween(0.0, 1.0));
    }
}
