package io.radstream.storage;

import io.radstream.record.RejectCode;

/** The object has been overwritten since its event; its newer version has an event of its own. */
public final class ObjectOvertakenException extends ObjectException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected and what came
     */
    public ObjectOvertakenException(String message) {
        super(RejectCode.superseded, message);
    }
}
