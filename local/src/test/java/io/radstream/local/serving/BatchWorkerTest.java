package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.inference.triton.protocol.ModelStatistics;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BatchWorkerTest {

    private static final long FOREVER = TimeUnit.HOURS.toNanos(1);
    private static final int LONG_LINE = 100;

    private final FakeSession session = new FakeSession();
    private final Counters counters = new Counters(Clock.systemUTC());
    private WaitingLine line;

    @BeforeEach
    void openLine() {
        line =
                new WaitingLine(
                        new BatchRule(true, 4, Set.of(), FOREVER, LONG_LINE), System::nanoTime);
    }

    /** All that waits is computed, as far as it goes together. */
    private void work() {
        line.close();
        new BatchWorker("fake", Requests.form(4), line, session, counters, System::nanoTime).run();
    }

    private InferenceRequest enter(int rows, float first) {
        InferenceRequest request = Requests.rows(rows, first);
        line.enter(request);
        return request;
    }

    private static float[] answer(InferenceRequest request) throws Exception {
        return Requests.floats(request.answer().get(20, TimeUnit.SECONDS).outputs().get(0));
    }

    private ModelStatistics statistics() {
        return counters.statistics("fake", "1");
    }

    @Test
    void answersEachRequestOfABatch() throws Exception {
        InferenceRequest one = enter(1, 0);
        InferenceRequest two = enter(2, 10);

        work();

        assertThat(session.batches()).containsExactly(3);
        assertThat(answer(one)).containsExactly(0, 1);
        assertThat(answer(two)).containsExactly(10, 11, 12, 13);
        assertThat(statistics().getInferenceCount()).isEqualTo(3);
        assertThat(statistics().getExecutionCount()).isEqualTo(1);
        assertThat(statistics().getInferenceStats().getSuccess().getCount()).isEqualTo(2);
    }

    @Test
    void doesNotComputeWhatNobodyWaitsForAnyMore() throws Exception {
        InferenceRequest gone = enter(1, 0);
        InferenceRequest stays = enter(1, 10);
        gone.answer().cancel(false);

        work();

        assertThat(session.batches()).containsExactly(1);
        assertThat(answer(stays)).containsExactly(10, 11);
    }

    @Test
    void computesNothingWhereEverybodyHasLeft() {
        enter(1, 0).answer().cancel(false);

        work();

        assertThat(session.batches()).isEmpty();
        assertThat(statistics().getExecutionCount()).isZero();
    }

    @Test
    void onePoisonousRequestFailsAlone() throws Exception {
        session.behave(
                inputs -> {
                    TensorValue echo = FakeSession.echo(inputs).get(0);
                    for (float value : Requests.floats(echo)) {
                        if (value == 99) {
                            throw new ComputationException("99 is poison", null);
                        }
                    }
                    return FakeSession.echo(inputs);
                });
        InferenceRequest before = enter(1, 0);
        InferenceRequest poison = enter(1, 99);
        InferenceRequest after = enter(1, 10);

        work();

        assertThat(session.batches()).containsExactly(3, 1, 1, 1);
        assertThat(answer(before)).containsExactly(0, 1);
        assertThat(answer(after)).containsExactly(10, 11);
        assertThatThrownBy(() -> answer(poison))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(ComputationException.class)
                .hasRootCauseMessage("99 is poison");
        assertThat(statistics().getInferenceStats().getFail().getCount()).isEqualTo(1);
        assertThat(statistics().getInferenceStats().getSuccess().getCount()).isEqualTo(2);
    }

    @Test
    void goesOnAfterAFaultOfItsOwn() throws Exception {
        session.behave(
                inputs -> {
                    session.behave(FakeSession::echo);
                    throw new IllegalStateException("a defect");
                });
        InferenceRequest failing = enter(4, 0);
        InferenceRequest next = enter(1, 10);

        work();

        assertThatThrownBy(() -> answer(failing)).hasRootCauseMessage("a defect");
        assertThat(answer(next)).containsExactly(10, 11);
    }

    @Test
    void anAnswerWithAnotherBatchIsAFailure() {
        session.behave(inputs -> List.of(Requests.tensor("y", Shape.of(5, 1), 1, 2, 3, 4, 5)));
        InferenceRequest request = enter(1, 0);

        work();

        assertThatThrownBy(() -> answer(request))
                .hasRootCauseMessage("output 'y': expected a batch of 1, came shape [5,1]");
    }

    @Test
    void tellsHowLongItTook() throws Exception {
        InferenceRequest request = enter(1, 0);

        work();

        InferenceAnswer answer = request.answer().get();
        assertThat(answer.queueNanos()).isPositive();
        assertThat(answer.computeNanos()).isPositive();
    }
}
