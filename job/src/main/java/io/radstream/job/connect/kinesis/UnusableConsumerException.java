package io.radstream.job.connect.kinesis;

import io.radstream.job.connect.Problem;

/** The job cannot read the stream by fan-out, since its consumer could not be registered. */
public final class UnusableConsumerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    UnusableConsumerException(Problem problem, Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
    }

    /** What is wrong, and what to do. */
    public Problem problem() {
        return problem;
    }
}
