package io.radstream.storage;

/** An object cannot be had, now or later: trying again does not help. */
public abstract class ObjectException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ObjectException(String message) {
        super(message);
    }
}
