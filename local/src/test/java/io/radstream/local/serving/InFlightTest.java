package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

final class InFlightTest {

    private final InFlight inFlight = new InFlight(100);
    private final InferenceRequest first = Requests.rows(1, 0);
    private final InferenceRequest second = Requests.rows(1, 0);

    @Test
    void holdsNoMoreThanItMay() {
        inFlight.admit(first, 60);

        assertThatThrownBy(() -> inFlight.admit(second, 41))
                .hasMessageContaining("RESOURCE_EXHAUSTED");
        inFlight.release(first);
        inFlight.admit(second, 41);
    }

    @Test
    void oneAloneMayHoldMore() {
        inFlight.admit(first, 101);

        assertThatThrownBy(() -> inFlight.admit(second, 1))
                .hasMessageContaining("RESOURCE_EXHAUSTED");
    }

    @Test
    void takesNothingOnOnceItStops() {
        inFlight.stop();

        assertThat(inFlight.isOpen()).isFalse();
        assertThatThrownBy(() -> inFlight.admit(first, 1)).hasMessageContaining("UNAVAILABLE");
    }

    @Test
    void tellsThoseThatAreLeft() {
        inFlight.admit(first, 1);
        inFlight.admit(second, 1);
        inFlight.release(first);

        inFlight.abort();

        assertThat(first.answer()).isNotDone();
        assertThat(second.answer()).isCompletedExceptionally();
        assertThatThrownBy(() -> second.answer().join())
                .hasRootCauseInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAVAILABLE");
    }
}
