package io.radstream.job.connect;

import java.util.Optional;

/**
 * What a look at another system found wrong, in one line: what was expected, what came and what to
 * do. A connector knows no settings: it says which of its arguments is at fault, and whoever made
 * that of a setting names the setting.
 */
public final class Problem {

    /** The argument at fault. */
    public enum Fault {
        /** What is to be used: a stream, a bucket, a secret, a catalog with its tables. */
        NAME,
        /** Where the system is. */
        ENDPOINT,
        REGION,
        CREDENTIALS,
        /** The fan-out consumer of the stream. */
        CONSUMER,
        /** Where a job without state begins to read. */
        START,
        /** How long a study is remembered. */
        STATE_TTL,
        /** That tables are there already. */
        TABLES_EXIST
    }

    private final Fault fault;
    private final String name;
    private final String text;

    private Problem(Fault fault, String name, String text) {
        this.fault = fault;
        this.name = name;
        this.text = text;
    }

    /** A problem; its text never holds a secret. */
    public static Problem of(Fault fault, String text) {
        return new Problem(fault, null, text);
    }

    /** A problem with the one of several that has this name. */
    public static Problem ofName(String name, String text) {
        return new Problem(Fault.NAME, name, text);
    }

    public Fault fault() {
        return fault;
    }

    /** Which one is at fault, where several were looked at. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@code expected …, came …}, and what to do. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return fault + ": " + text;
    }
}
