package io.radstream.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A stage of several parts at once, as inference, ends when the last of them does. */
final class StageLogPartsTest {

    private final ManualClock clock = new ManualClock();
    private final StageLog log =
            new StageLog(Records.study("S1", 1), Records.timeline(), "test", clock);

    private long afterMs(long ms) {
        return StageLog.nowUs(clock) + ms * 1000;
    }

    @Test
    void endsWithItsSlowestPartHoweverLateItIsTold() {
        long slowest = afterMs(300);
        log.modelSucceeded(Records.model("b"), slowest, 1, null);
        log.modelSucceeded(Records.model("a"), afterMs(100), 1, null);
        clock.advance(Duration.ofMillis(370));
        log.ended(Stage.inference);
        clock.advance(Duration.ofMillis(30));
        log.succeeded(Stage.store_results);

        assertThat(log.timeline().getStages())
                .containsExactly(
                        new StageTiming(Stage.inference, 300.0),
                        new StageTiming(Stage.store_results, 100.0));
        assertThat(log.finished()).isEqualTo(400);
    }

    @Test
    void endsWithAPartThatFailedLast() {
        log.modelSucceeded(Records.model("a"), afterMs(100), 1, null);
        log.modelRejected(
                Records.model("b"), afterMs(200), RejectCode.inference_failed, "expected", 4);
        clock.advance(Duration.ofSeconds(1));
        log.ended(Stage.inference);

        assertThat(log.timeline().getStages())
                .containsExactly(new StageTiming(Stage.inference, 200.0));
    }
}
