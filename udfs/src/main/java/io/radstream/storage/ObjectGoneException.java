package io.radstream.storage;

import io.radstream.record.RejectCode;

/** The object does not exist, and the store knows of no newer one. */
public final class ObjectGoneException extends ObjectException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected and what came
     */
    public ObjectGoneException(String message) {
        super(RejectCode.object_gone, message);
    }
}
