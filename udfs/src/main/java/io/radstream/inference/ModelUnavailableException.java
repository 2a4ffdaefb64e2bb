package io.radstream.inference;

/** A model cannot be reached, is overloaded, or did not answer in time: a fault that passes. */
public final class ModelUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean overload;

    /**
     * @param message names the model and what came instead of an answer
     */
    public ModelUnavailableException(String message) {
        this(message, false);
    }

    private ModelUnavailableException(String message, boolean overload) {
        super(message);
        this.overload = overload;
    }

    /**
     * The server has no room for the call at the moment, whatever its input.
     *
     * @param message names the model and what came instead of an answer
     */
    public static ModelUnavailableException overloaded(String message) {
        return new ModelUnavailableException(message, true);
    }

    /** Whether the server had no room, so that the call's input cannot be at fault. */
    public boolean isOverload() {
        return overload;
    }
}
