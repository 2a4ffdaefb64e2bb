package io.radstream.inference;

import io.radstream.record.RejectCode;
import io.radstream.record.Stage;

/** A study version ends in this stage, by the input's fault. */
final class StudyRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Stage stage;
    private final RejectCode code;

    StudyRejectedException(Stage stage, RejectCode code, String message) {
        super(message);
        this.stage = stage;
        this.code = code;
    }

    Stage stage() {
        return stage;
    }

    RejectCode code() {
        return code;
    }
}
