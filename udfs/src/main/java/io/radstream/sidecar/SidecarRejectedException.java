package io.radstream.sidecar;

import io.radstream.record.RejectCode;

/**
 * The sidecar cannot be used. Its message says what was expected and the form of what came, never a
 * value.
 */
final class SidecarRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectCode code;

    SidecarRejectedException(RejectCode code, String message) {
        super(message);
        this.code = code;
    }

    RejectCode code() {
        return code;
    }
}
