package io.radstream.job.connect.iceberg.maintenance;

/** A plan names tables that are not there; the message says which, and which there are. */
public final class UnknownTablesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownTablesException(String message) {
        super(message);
    }
}
