package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.local.serving.ModelSession.JoinedTensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BatchTest {

    private static final Batch TWO =
            new Batch(Requests.form(4), List.of(Requests.rows(1, 0), Requests.rows(2, 10)));

    @Test
    void putsRowsBelowEachOther() {
        assertThat(TWO.rows()).isEqualTo(3);
        List<JoinedTensor> inputs = TWO.inputs();
        assertThat(inputs).hasSize(1);
        assertThat(inputs.get(0).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(FakeSession.echo(inputs).get(0))
                .satisfies(
                        joined ->
                                assertThat(Requests.floats(joined))
                                        .containsExactly(0, 1, 10, 11, 12, 13));
    }

    @Test
    void givesEachRequestItsOwnRows() throws Exception {
        List<List<TensorValue>> shares = TWO.split(FakeSession.echo(TWO.inputs()));

        assertThat(shares).hasSize(2);
        assertThat(shares.get(0).get(0).shape()).isEqualTo(Shape.of(1, 2));
        assertThat(Requests.floats(shares.get(0).get(0))).containsExactly(0, 1);
        assertThat(shares.get(1).get(0).shape()).isEqualTo(Shape.of(2, 2));
        assertThat(Requests.floats(shares.get(1).get(0))).containsExactly(10, 11, 12, 13);
    }

    @Test
    void splitsTextsToo() throws Exception {
        TensorValue texts =
                new TensorValue(
                        "y",
                        TensorType.BYTES,
                        Shape.of(3, 1),
                        new Elements.Texts(List.of("a", "b", "c")));

        List<List<TensorValue>> shares = TWO.split(List.of(texts));

        assertThat(shares.get(1).get(0).elements())
                .isEqualTo(new Elements.Texts(List.of("b", "c")));
    }

    @Test
    void splitsOutputsWithoutElements() throws Exception {
        List<List<TensorValue>> shares =
                TWO.split(List.of(Requests.tensor("y", Shape.of(3, 0, 4))));

        assertThat(shares.get(1).get(0).shape()).isEqualTo(Shape.of(2, 0, 4));
        assertThat(Requests.floats(shares.get(1).get(0))).isEmpty();
    }

    @Test
    void refusesOutputsWithAnotherBatch() {
        assertThatThrownBy(() -> TWO.split(List.of(Requests.tensor("y", Shape.of(2, 1), 1, 2))))
                .isInstanceOf(ComputationException.class)
                .hasMessage("output 'y': expected a batch of 3, came shape [2,1]");
        assertThatThrownBy(() -> TWO.split(List.of(Requests.tensor("y", Shape.of(), 1))))
                .isInstanceOf(ComputationException.class);
    }

    @Test
    void everyoneGetsWhatTheyWantInTheirOrder() throws Exception {
        TensorValue x = Requests.tensor("x", Shape.of(1, 1), 1);
        InferenceRequest both =
                new InferenceRequest(List.of(x), new LinkedHashSet<>(List.of("b", "a")), true);
        InferenceRequest one = new InferenceRequest(List.of(x), Set.of("c"), true);
        Batch batch = new Batch(Requests.form(4), List.of(both, one));

        assertThat(batch.outputs()).containsExactly("b", "a", "c");
        List<List<TensorValue>> shares =
                batch.split(
                        List.of(
                                Requests.tensor("a", Shape.of(2), 1, 2),
                                Requests.tensor("b", Shape.of(2), 3, 4),
                                Requests.tensor("c", Shape.of(2), 5, 6)));

        assertThat(shares.get(0)).extracting(TensorValue::name).containsExactly("b", "a");
        assertThat(Requests.floats(shares.get(0).get(0))).containsExactly(3);
        assertThat(shares.get(1)).extracting(TensorValue::name).containsExactly("c");
        assertThat(Requests.floats(shares.get(1).get(0))).containsExactly(6);
    }

    @Test
    void withoutABatchDimensionTensorsStayAsTheyAre() throws Exception {
        TensorValue x = Requests.tensor("x", Shape.of(3), 1, 2, 3);
        Batch batch =
                new Batch(
                        Requests.form(0),
                        List.of(new InferenceRequest(List.of(x), Set.of("y"), false)));

        assertThat(batch.inputs().get(0).shape()).isEqualTo(Shape.of(3));
        TensorValue sum = Requests.tensor("y", Shape.of(), 6);
        assertThat(batch.split(List.of(sum))).containsExactly(List.of(sum));
    }
}
