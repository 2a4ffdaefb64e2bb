package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelUnavailableException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class FailuresTest {

    private static RuntimeException of(Status status) {
        return Failures.of("m", status.asRuntimeException());
    }

    @Test
    void takesARefusedInputForTheInputsFault() {
        assertThat(of(Status.INVALID_ARGUMENT.withDescription("shape [1, 2]")))
                .isInstanceOf(ModelFailureException.class)
                .hasMessage("m: came INVALID_ARGUMENT: shape [1, 2]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"OK", "INVALID_ARGUMENT"},
            mode = Mode.EXCLUDE)
    void takesAllElseForWhatPasses(Status.Code code) {
        assertThat(of(code.toStatus()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessage("m: came " + code);
    }

    @Test
    void takesAServerWithoutRoomForNobodysFault() {
        assertThat(of(Status.RESOURCE_EXHAUSTED))
                .isInstanceOfSatisfying(
                        ModelUnavailableException.class,
                        passes -> assertThat(passes.isOverload()).isTrue());
        assertThat(of(Status.UNAVAILABLE))
                .isInstanceOfSatisfying(
                        ModelUnavailableException.class,
                        passes -> assertThat(passes.isOverload()).isFalse());
    }

    /** What a Triton of 2.51 answered. */
    @Test
    void takesAFullQueueForNobodysFault() {
        for (String said :
                List.of(
                        "[request id: <id_unknown>] Exceeds maximum queue size",
                        "Request timeout expired")) {
            assertThat(of(Status.UNAVAILABLE.withDescription(said)))
                    .isInstanceOfSatisfying(
                            ModelUnavailableException.class,
                            passes -> assertThat(passes.isOverload()).as(said).isTrue());
        }
    }

    /** It would be so for ever. */
    @Test
    void takesAMessageThatIsTooLargeForTheStudysFault() {
        for (String said :
                List.of(
                        "gRPC message exceeds maximum size 4194304: 4200000",
                        "Received message larger than max (4200000 vs. 4194304)")) {
            assertThat(of(Status.RESOURCE_EXHAUSTED.withDescription(said)))
                    .isInstanceOfSatisfying(
                            ModelUnavailableException.class,
                            passes -> assertThat(passes.isOverload()).as(said).isFalse());
        }
    }

    /** It has no input that could be at fault; the server may be about to load the model. */
    @Test
    void takesARefusedQuestionAboutAModelForWhatPasses() {
        assertThat(Failures.ofDescription("m", Status.INVALID_ARGUMENT.asRuntimeException()))
                .isInstanceOf(ModelUnavailableException.class);
    }

    @Test
    void takesAnUnknownExceptionForWhatPasses() {
        assertThat(Failures.of("m", new CompletionException(new IllegalStateException("odd"))))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageStartingWith("m: came UNKNOWN");
    }

    /** It goes into rejects and logs, one line each. */
    @Test
    void keepsMessagesShort() {
        String message =
                of(Status.INTERNAL.withDescription("a\n\tb " + "x".repeat(1000))).getMessage();

        assertThat(message).startsWith("m: came INTERNAL: a b xxx").endsWith("xxx...").hasSize(321);
    }
}
