package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

final class PatienceTest {

    private final RuntimeException failure = new IllegalStateException("throttled");

    private final AtomicLong nowNs = new AtomicLong();
    private final SimpleCounter failures = new SimpleCounter();
    private final Patience patience = new Patience("reading", failures, nowNs::get);

    @Test
    void bearsFailuresUntilTheLimit() {
        assertThat(patience.bears(failure)).isTrue();
        advance(Patience.LIMIT.toNanos() - 1);
        assertThat(patience.bears(failure)).isTrue();
        advance(1);
        assertThat(patience.bears(failure)).isFalse();
        assertThat(failures.getCount()).isEqualTo(3);
    }

    @Test
    void startsAnewAfterASuccess() {
        patience.bears(failure);
        advance(Patience.LIMIT.toNanos() - 1);
        patience.succeeded();
        advance(Patience.LIMIT.toNanos());

        assertThat(patience.bears(failure)).isTrue();
    }

    private void advance(long ns) {
        nowNs.addAndGet(ns);
    }
}
