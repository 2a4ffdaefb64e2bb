package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FanOutWatchTest {

    private static final String SHARD = "shard";
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final ManualClock clock = new ManualClock();
    private final ReadProgress progress = new ReadProgress();
    private final FanOutWatch watch = new FanOutWatch(progress, clock);

    @BeforeEach
    void subscribe() {
        progress.discovered(Long.MAX_VALUE, List.of(SHARD));
        progress.registered(SHARD, false, clock.millis());
        watch.subscribed(SHARD);
    }

    @Test
    void anIdleShardFollowsTheClockUpToTheLastSignOfLife() {
        long subscribedMs = clock.millis();
        clock.advance(HEARTBEAT);
        heartbeat(0);
        assertThat(progress.watermarkMs()).isEqualTo(subscribedMs - 1);

        clock.advance(HEARTBEAT);
        heartbeat(0);
        assertThat(progress.watermarkMs()).isEqualTo(subscribedMs + HEARTBEAT.toMillis() - 1);
    }

    @Test
    void aLaggingShardDoesNot() {
        clock.advance(HEARTBEAT);
        heartbeat(60_000);

        assertThat(progress.watermarkMs()).isEqualTo(ReadProgress.NOTHING);
        assertThat(progress.lagMs(clock.millis())).isEqualTo(60_000);
    }

    @Test
    void neitherDoesOneWithRecordsUnderWay() {
        clock.advance(HEARTBEAT);
        watch.received(SHARD, true, 0L, false);
        clock.advance(HEARTBEAT);
        heartbeat(0);

        assertThat(progress.watermarkMs()).isEqualTo(ReadProgress.NOTHING);

        watch.emitted(SHARD);
        long emittedMs = clock.millis();
        clock.advance(HEARTBEAT);
        heartbeat(0);
        assertThat(progress.watermarkMs()).isEqualTo(emittedMs - 1);
    }

    @Test
    void whatMayHaveWaitedInABufferDoesNotCount() {
        clock.advance(Duration.ofHours(2));
        watch.received(SHARD, true, 0L, false);
        clock.advance(Duration.ofHours(2));
        watch.emitted(SHARD);
        clock.advance(Duration.ofMillis(1));
        heartbeat(0);

        assertThat(progress.watermarkMs()).isEqualTo(ReadProgress.NOTHING);
    }

    @Test
    void recordsThatASubscriptionLeftBehindDoNotHoldUpTheNext() {
        watch.received(SHARD, true, 0L, false);
        watch.subscribed(SHARD);
        long subscribedMs = clock.millis();
        clock.advance(HEARTBEAT);
        heartbeat(0);

        assertThat(progress.watermarkMs()).isEqualTo(subscribedMs - 1);
    }

    @Test
    void aShardHasEndedOnlyWhenKinesisSaysSo() {
        heartbeat(0);
        assertThat(watch.sawEnd(SHARD)).isFalse();

        watch.received(SHARD, false, 0L, true);
        assertThat(watch.sawEnd(SHARD)).isTrue();
    }

    private void heartbeat(long behindMs) {
        watch.received(SHARD, false, behindMs, false);
    }
}
