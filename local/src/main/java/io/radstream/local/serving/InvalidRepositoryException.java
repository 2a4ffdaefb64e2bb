package io.radstream.local.serving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A model repository that cannot be served, with everything that is wrong with it. */
public final class InvalidRepositoryException extends IOException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidRepositoryException(Path repository, List<String> problems) {
        super(
                "model repository "
                        + repository
                        + ": expected models to serve, came\n  "
                        + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, with the name of the model in front. */
    public List<String> problems() {
        return problems;
    }
}
