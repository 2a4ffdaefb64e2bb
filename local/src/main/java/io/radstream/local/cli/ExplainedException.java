package io.radstream.local.cli;

import picocli.CommandLine.ExitCode;

/** A failure that its message explains to a person: what was expected, what came, what to do. */
final class ExplainedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private ExplainedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was used wrongly. */
    static ExplainedException usage(String message) {
        return new ExplainedException(ExitCode.USAGE, message);
    }

    /** The command was used rightly, and failed. */
    static ExplainedException failed(String message) {
        return new ExplainedException(ExitCode.SOFTWARE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
