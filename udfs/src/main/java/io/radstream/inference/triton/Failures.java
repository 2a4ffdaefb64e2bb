package io.radstream.inference.triton;

import io.grpc.Status;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelUnavailableException;
import org.apache.flink.util.ExceptionUtils;

/** What a failed call means to a study. */
final class Failures {

    private static final int LONGEST_DESCRIPTION = 300;

    private Failures() {}

    /**
     * INVALID_ARGUMENT is the input's fault and ends the study. All else passes: the server is
     * away, overloaded, late, restarting, or about to load the model. RESOURCE_EXHAUSTED says that
     * it is overloaded, and nothing about the input, unless gRPC says it of a message's size; so
     * does UNAVAILABLE where Triton says it of a model's queue.
     */
    static RuntimeException of(String model, Throwable failure) {
        Status status = statusOf(failure);
        switch (status.getCode()) {
            case INVALID_ARGUMENT:
                return ModelFailureException.refused(message(model, status));
            case RESOURCE_EXHAUSTED:
                return isOfSize(status)
                        ? new ModelUnavailableException(message(model, status))
                        : ModelUnavailableException.overloaded(message(model, status));
            case UNAVAILABLE:
                return isOfQueue(status)
                        ? ModelUnavailableException.overloaded(message(model, status))
                        : new ModelUnavailableException(message(model, status));
            default:
                return new ModelUnavailableException(message(model, status));
        }
    }

    /**
     * As Triton words it (seen of 2.51, behind "[request id: ...]"): a model's max_queue_size is
     * reached, or a request has waited there for its queue policy's timeout.
     */
    private static boolean isOfQueue(Status status) {
        String description = String.valueOf(status.getDescription());
        return description.contains("Exceeds maximum queue size")
                || description.contains("Request timeout expired");
    }

    /** As gRPC's Java, and its C core, word it. */
    private static boolean isOfSize(Status status) {
        String description = String.valueOf(status.getDescription());
        return description.contains("exceeds maximum size")
                || description.contains("larger than max");
    }

    /** A question about a model has no input that could be at fault: whatever it is passes. */
    static RuntimeException ofDescription(String model, Throwable failure) {
        return new ModelUnavailableException(message(model, statusOf(failure)));
    }

    private static Status statusOf(Throwable failure) {
        return Status.fromThrowable(ExceptionUtils.stripCompletionException(failure));
    }

    private static String message(String model, Status status) {
        return model + ": came " + status.getCode() + described(status);
    }

    static String described(Status status) {
        String description = status.getDescription();
        if (description == null) {
            return "";
        }
        String line = description.replaceAll("\\s+", " ");
        return ": "
                + (line.length() <= LONGEST_DESCRIPTION
                        ? line
                        : line.substring(0, LONGEST_DESCRIPTION) + "...");
    }
}
