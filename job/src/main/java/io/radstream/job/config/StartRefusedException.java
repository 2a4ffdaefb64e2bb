package io.radstream.job.config;

import java.util.List;

/**
 * Why nothing was started: one line for each thing to mend. Thrown out of main, so that whatever
 * submits the job ends with an exit code that is not 0; nobody needs its stack.
 */
public final class StartRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** Refuses for these reasons. */
    public StartRefusedException(List<String> problems) {
        super("not started: " + String.join("; ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
