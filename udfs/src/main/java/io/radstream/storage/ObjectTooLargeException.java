package io.radstream.storage;

import io.radstream.record.RejectCode;

/** The object is larger than the caller takes. */
public final class ObjectTooLargeException extends ObjectException {

    private static final long serialVersionUID = 1L;

    /** Both sizes in bytes. */
    public ObjectTooLargeException(long maxBytes, long bytes) {
        super(
                RejectCode.image_too_large,
                "expected an object of at most " + maxBytes + " bytes, came " + bytes);
    }
}
