package io.radstream.inference.triton;

import io.grpc.Status;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelUnavailableException;
import java.util.concurrent.CompletionException;

/** What a failed call means to a study. */
final class Failures {

    private static final int LONGEST_DESCRIPTION = 300;

    private Failures() {}

    /**
     * INVALID_ARGUMENT is the input's fault and ends the study. All else passes: the server is
     * away, overloaded, late, restarting, or about to load the model.
     */
    static RuntimeException of(String model, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Status status = Status.fromThrowable(cause);
        String message = model + ": came " + status.getCode() + description(status);
        return status.getCode() == Status.Code.INVALID_ARGUMENT
                ? ModelFailureException.refused(message)
                : new ModelUnavailableException(message);
    }

    private static String description(Status status) {
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
