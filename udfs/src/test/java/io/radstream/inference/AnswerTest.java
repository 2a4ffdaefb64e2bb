package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.fixture.Models;
import io.radstream.record.RejectCode;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class AnswerTest {

    private static Answer answer(Tensor... outputs) {
        return new Answer(Models.response("m", outputs).withAttempts(3));
    }

    private static Tensor floats(long[] shape, float... values) {
        return Models.floats("out", shape, values);
    }

    private static String refusal(Tensor output, long... shape) {
        ModelFailureException failure =
                catchThrowableOfType(
                        ModelFailureException.class, () -> answer(output).floats("out", shape));
        assertThat(failure).as("refusal").isNotNull();
        assertThat(failure.code()).isEqualTo(RejectCode.inference_failed);
        assertThat(failure.attempts()).isEqualTo(3);
        return failure.getMessage();
    }

    @Test
    void readsNumbersWithAndWithoutABatch() {
        assertThat(answer(floats(Models.shape(2), 1, 2)).floats("out", 2)).containsExactly(1, 2);
        assertThat(answer(floats(Models.shape(1, 2), 1, 2)).floats("out", 2)).containsExactly(1, 2);
        assertThat(answer(Models.ints("out", Models.shape(1, 2), 7, -8)).ints("out", 2))
                .containsExactly(7, -8);
    }

    @Test
    void readsADimensionThatVaries() {
        assertThat(answer(floats(Models.shape(1, 3), 1, 2, 3)).floats("out", -1)).hasSize(3);
        assertThat(answer(floats(Models.shape(1, 0))).floats("out", -1)).isEmpty();
        assertThat(answer(floats(Models.shape(0, 4))).floats("out", 0, 4)).isEmpty();
    }

    @Test
    void saysWhatWasExpectedAndWhatCame() {
        assertThat(refusal(floats(Models.shape(1, 4), 1, 2, 3, 4), 5))
                .isEqualTo("m: expected output out to be FP32 [5], came FP32 [1, 4]");
        assertThat(refusal(Models.ints("out", Models.shape(5), 1, 2, 3, 4, 5), 5))
                .isEqualTo("m: expected output out to be FP32 [5], came INT32 [5]");
        assertThatThrownBy(() -> answer().floats("out", 5))
                .hasMessage("m: expected output out to be there, came nothing");
        assertThat(refusal(floats(Models.shape(5), 1), 5))
                .isEqualTo(
                        "m: expected output out to be as many bytes as FP32 [5] takes, came 4 bytes");
    }

    /** As many numbers, but not the ones that are meant. */
    @Test
    void refusesAnotherShapeOfAsManyNumbers() {
        float[] eight = {1, 2, 3, 4, 5, 6, 7, 8};
        refusal(floats(Models.shape(4, 2), eight), 2, 4);
        refusal(floats(Models.shape(8), eight), 2, 4);
        refusal(floats(Models.shape(2, 1, 4), eight), 2, 4);
        refusal(floats(Models.shape(1, 1, 2, 4), eight), 2, 4);
        refusal(floats(Models.shape(8, 1), eight), 8);
    }

    @Test
    void refusesABatchOfSeveral() {
        refusal(floats(Models.shape(2, 5), new float[10]), 5);
        refusal(floats(Models.shape(2, 1), 1, 2), 1);
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThat(refusal(floats(Models.shape(2), 1, Float.NaN), 2)).contains("finite numbers");
        refusal(floats(Models.shape(2), 1, Float.NEGATIVE_INFINITY), 2);
    }

    /** Their product is 0, and -4, in 64 bits. */
    @Test
    void refusesShapesThatOverflow() {
        refusal(floats(Models.shape(1L << 62)), -1);
        refusal(floats(Models.shape(1L << 62, 4)), -1, 4);
        refusal(floats(Models.shape(-1)), -1);
        refusal(floats(Models.shape(-1, -1), 1), -1, -1);
    }

    @Provide
    Arbitrary<long[]> shapes() {
        return Arbitraries.longs().array(long[].class).ofMaxSize(4);
    }

    /** Whatever a server says, the study's end is a verdict, not the job's. */
    @Property
    void failsInNoOtherWay(@ForAll("shapes") long[] shape, @ForAll byte[] content) {
        Tensor output = new Tensor("out", "FP32", shape, ByteBuffer.wrap(content));
        try {
            float[] numbers = answer(output).floats("out", -1);
            assertThat(numbers).hasSize(content.length / 4);
        } catch (ModelFailureException e) {
            assertThat(e.code()).isEqualTo(RejectCode.inference_failed);
        }
    }
}
