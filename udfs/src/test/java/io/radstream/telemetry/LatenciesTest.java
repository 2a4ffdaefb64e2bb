package io.radstream.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.record.LatencyWindow;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

    private static final Instant MINUTE = Instant.parse("2026-03-04T05:06:00Z");
    private static final Duration SIZE = Duration.ofMinutes(1);

    private static Latencies latencies() {
        return new Latencies(MINUTE, SIZE, Stage.admit, null);
    }

    @Test
    void countsHowStagesEnded() {
        Latencies latencies = latencies();
        latencies.add(Events.of(MINUTE, Stage.admit, Status.success, 10, null));
        latencies.add(Events.of(MINUTE, Stage.admit, Status.success, 20, null));
        latencies.add(Events.of(MINUTE, Stage.admit, Status.failed, 30, null));
        latencies.add(Events.of(MINUTE, Stage.admit, Status.error, 40, null));
        latencies.add(Events.of(MINUTE, Stage.admit, Status.superseded, 50, null));

        LatencyWindow window = latencies.window();
        assertThat(window.getWindowStart()).isEqualTo(MINUTE);
        assertThat(window.getWindowEnd()).isEqualTo(MINUTE.plus(SIZE));
        assertThat(window.getCount()).isEqualTo(5);
        assertThat(window.getSuccess()).isEqualTo(2);
        assertThat(window.getFailed()).isEqualTo(1);
        assertThat(window.getError()).isEqualTo(1);
        assertThat(window.getMinMs()).isEqualTo(10);
        assertThat(window.getMaxMs()).isEqualTo(50);
        assertThat(window.getSumMs()).isEqualTo(150);
        assertThat(LatencySketch.of(window.getSketch()).valueAt(0.5)).isEqualTo(30);
    }

    @Test
    void addsPartsUp() {
        Latencies one = latencies();
        one.add(Events.of(MINUTE, Stage.admit, Status.success, -5, null));
        Latencies other = latencies();
        other.add(Events.of(MINUTE, Stage.admit, Status.failed, 30, null));
        other.add(Events.of(MINUTE, Stage.admit, Status.error, 7, null));

        Latencies sum = latencies();
        sum.add(one.window());
        sum.add(other.window());

        LatencyWindow window = sum.window();
        assertThat(window.getCount()).isEqualTo(3);
        assertThat(window.getSuccess() + window.getFailed() + window.getError()).isEqualTo(3);
        assertThat(window.getMinMs()).isEqualTo(-5);
        assertThat(window.getMaxMs()).isEqualTo(30);
        assertThat(window.getSumMs()).isEqualTo(32);
        assertThat(LatencySketch.of(window.getSketch()).valueAt(0.5)).isEqualTo(7);
    }

    @Test
    void findsTheWindowOfATime() {
        assertThat(Latencies.startOf(MINUTE, SIZE)).isEqualTo(MINUTE);
        assertThat(Latencies.startOf(MINUTE.plusMillis(59_999), SIZE)).isEqualTo(MINUTE);
        assertThat(Latencies.startOf(MINUTE.minusMillis(1), SIZE)).isEqualTo(MINUTE.minus(SIZE));
        assertThat(Latencies.startOf(Instant.ofEpochMilli(-1), SIZE))
                .isEqualTo(Instant.ofEpochMilli(-60_000));
        assertThat(Latencies.startOf(MINUTE, Duration.ofHours(1)))
                .isEqualTo(Instant.parse("2026-03-04T05:00:00Z"));
    }
}
