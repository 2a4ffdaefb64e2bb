package io.radstream.job.connect.secrets;

import io.radstream.job.connect.Problem;

/** Secrets Manager does not give the secret; the message is the problem's text. */
public final class UnreadableSecretException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final Problem.Fault fault;

    UnreadableSecretException(Problem.Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Which of the key's arguments is at fault. */
    public Problem.Fault fault() {
        return fault;
    }
}
