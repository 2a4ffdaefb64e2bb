package io.radstream.local.serving;

import java.util.List;

/** A model that cannot be served, with everything that is wrong with it. */
final class InvalidModelException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /**
     * @param problems one line each
     */
    InvalidModelException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    InvalidModelException(String problem) {
        this(List.of(problem));
    }

    List<String> problems() {
        return problems;
    }
}
