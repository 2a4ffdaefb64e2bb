package io.radstream.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OutageLogTest {

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong(Long.MIN_VALUE);
    private final OutageLog log = new OutageLog(lines::add, nanoTime::get);

    @Test
    void tellsOfTheFirstFailureAtOnceAndOfTheRestTogether() {
        for (int i = 0; i < 1000; i++) {
            log.failed(new IllegalStateException("503"));
        }
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(10));
        log.failed(new IllegalStateException("500"));
        log.failed(new IllegalStateException("500"));

        assertThat(lines)
                .containsExactly(
                        "1 call(s) of the object store failed, trying again; the latest:"
                                + " java.lang.IllegalStateException: 503",
                        "1000 call(s) of the object store failed, trying again; the latest:"
                                + " java.lang.IllegalStateException: 500");
    }
}
