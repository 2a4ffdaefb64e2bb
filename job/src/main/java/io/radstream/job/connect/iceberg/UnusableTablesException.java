package io.radstream.job.connect.iceberg;

import java.util.List;

/** The catalog, or tables in it, are not what the job can write. Says everything at once. */
public final class UnusableTablesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    UnusableTablesException(String where, List<String> problems, Throwable cause) {
        super("the tables in " + where + " cannot be used: " + String.join("; ", problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** One sentence each. */
    public List<String> problems() {
        return problems;
    }
}
