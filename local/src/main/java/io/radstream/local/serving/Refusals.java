package io.radstream.local.serving;

import com.google.errorprone.annotations.FormatMethod;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;

/**
 * What a call is told that is not answered: Triton's status codes, and its words where it has them.
 */
final class Refusals {

    private Refusals() {}

    @FormatMethod
    static StatusRuntimeException invalid(String format, Object... arguments) {
        return status(Status.INVALID_ARGUMENT, format, arguments);
    }

    static StatusRuntimeException unknownModel(String model) {
        return status(Status.NOT_FOUND, "Request for unknown model: '%s' is not found", model);
    }

    static StatusRuntimeException unknownVersion(String model, String version) {
        return status(
                Status.NOT_FOUND,
                "Request for unknown model: '%s' version %s is not found",
                model,
                version);
    }

    static StatusRuntimeException badVersion(String version) {
        return invalid(
                "failed to get model version from specified version string '%s' (version should be an integral value > 0)",
                version);
    }

    static StatusRuntimeException inputCount(
            String model, List<String> expected, List<String> came) {
        return invalid(
                "expected %d inputs but got %d inputs for model '%s': expected %s, came %s",
                expected.size(), came.size(), model, expected, came);
    }

    static StatusRuntimeException unknownInput(String model, String input) {
        return invalid("unexpected inference input '%s' for model '%s'", input, model);
    }

    static StatusRuntimeException repeatedInput(String model, String input) {
        return invalid("input '%s' already exists in request for model '%s'", input, model);
    }

    static StatusRuntimeException unknownOutput(String model, String output) {
        return invalid("unexpected inference output '%s' for model '%s'", output, model);
    }

    static StatusRuntimeException datatype(String model, TensorForm expected, String came) {
        return invalid(
                "inference input '%s' data-type is '%s', but model '%s' expects '%s'",
                expected.name(), came, model, expected.type());
    }

    static StatusRuntimeException shape(
            String model, TensorForm expected, Shape came, boolean batching) {
        return invalid(
                "unexpected shape for input '%s' for model '%s'. Expected %s, got %s%s",
                expected.name(),
                model,
                expected.shape(),
                came,
                batching
                        ? ". NOTE: Setting a non-zero max_batch_size in the model config requires a"
                                + " batch dimension to be prepended to each input shape"
                        : "");
    }

    static StatusRuntimeException batchSize(String model, int most, long came) {
        return invalid(
                "inference request batch-size must be >= 1 and <= %d for '%s', got %d",
                most, model, came);
    }

    static StatusRuntimeException unequalBatches(String model, String input) {
        return invalid("input '%s' batch size does not match other inputs for '%s'", input, model);
    }

    static StatusRuntimeException queueFull(String model) {
        return status(Status.UNAVAILABLE, "Exceeds maximum queue size of model '%s'", model);
    }

    static StatusRuntimeException memoryFull() {
        return status(
                Status.RESOURCE_EXHAUSTED,
                "the requests in flight hold all memory that the server gives them; try again");
    }

    static StatusRuntimeException stopping() {
        return status(
                Status.UNAVAILABLE,
                "Server is stopping, it has stopped accepting new inference requests");
    }

    static StatusRuntimeException failed(String model, Throwable failure) {
        return Status.INTERNAL
                .withDescription("model '" + model + "': " + failure.getMessage())
                .withCause(failure)
                .asRuntimeException();
    }

    @FormatMethod
    private static StatusRuntimeException status(
            Status status, String format, Object... arguments) {
        return status.withDescription(String.format(format, arguments)).asRuntimeException();
    }
}
