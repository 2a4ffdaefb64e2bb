package io.radstream.inference;

import io.radstream.record.RejectCode;

/** A model's call ended without an answer that can be used, and trying again does not help. */
public final class ModelFailureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectCode code;
    private final int attempts;

    private ModelFailureException(RejectCode code, int attempts, String message) {
        super(message);
        this.code = code;
        this.attempts = attempts;
    }

    /** The model refused the input: the input's fault. */
    public static ModelFailureException refused(String message) {
        return new ModelFailureException(RejectCode.model_rejected, 1, message);
    }

    /** The model answered, but not as its contract says. */
    static ModelFailureException badAnswer(String message, int attempts) {
        return new ModelFailureException(RejectCode.inference_failed, attempts, message);
    }

    /** The model failed at this input again and again, while it answered others. */
    public static ModelFailureException poison(String message, int attempts) {
        return new ModelFailureException(RejectCode.inference_failed, attempts, message);
    }

    RejectCode code() {
        return code;
    }

    int attempts() {
        return attempts;
    }
}
