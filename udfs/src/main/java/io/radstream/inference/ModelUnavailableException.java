package io.radstream.inference;

/** A model cannot be reached, is overloaded, or did not answer in time: a fault that passes. */
public final class ModelUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message names the model and what came instead of an answer
     */
    public ModelUnavailableException(String message) {
        super(message);
    }
}
