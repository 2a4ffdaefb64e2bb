package io.radstream.storage;

import io.radstream.record.RejectCode;

/** An object cannot be had, now or later: trying again does not help. */
public abstract class ObjectException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RejectCode code;

    ObjectException(RejectCode code, String message) {
        super(message);
        this.code = code;
    }

    /** The code of the reject that ends a study version for this. */
    public RejectCode code() {
        return code;
    }
}
