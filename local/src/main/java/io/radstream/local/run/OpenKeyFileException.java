package io.radstream.local.run;

import java.io.IOException;

/** Others than its owner can read or write the file of the pseudonym key. */
public final class OpenKeyFileException extends IOException {

    private static final long serialVersionUID = 1L;

    OpenKeyFileException(String message) {
        super(message);
    }
}
