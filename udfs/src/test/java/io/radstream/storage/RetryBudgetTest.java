package io.radstream.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {

    private final AtomicLong nanoTime = new AtomicLong(-7);
    private final RetryBudget budget = new RetryBudget(3, 2, nanoTime::get);

    private int taken() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void allowsSomeAtOnceAndAFewASecond() {
        assertThat(taken()).isEqualTo(3);

        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(499));
        assertThat(taken()).isZero();
        nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(taken()).isEqualTo(1);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void allowsOneForEachSuccess() {
        assertThat(taken()).isEqualTo(3);

        budget.succeeded();
        budget.succeeded();

        assertThat(taken()).isEqualTo(2);
    }

    @Test
    void savesNoMoreThanItsMost() {
        for (int i = 0; i < 10; i++) {
            budget.succeeded();
        }
        nanoTime.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertThat(taken()).isEqualTo(3);
    }
}
