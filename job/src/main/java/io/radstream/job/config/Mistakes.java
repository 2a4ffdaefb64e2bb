package io.radstream.job.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what is wrong, so that all of it is told at once. */
public final class Mistakes {

    /** The value is one that has been complained of already. */
    static final class ToldException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ToldException(Key<?> key) {
            super(key + " is not usable, as has been told", null, false, false);
        }
    }

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    /**
     * Makes something of settings. Where it refuses them, that is gathered; where one of them is
     * known to be wrong, nothing is added.
     *
     * @param blamed the key that is at fault where it is not said otherwise
     */
    public <T> Optional<T> attempt(Key<?> blamed, Supplier<T> making) {
        try {
            return Optional.of(blaming(blamed, making));
        } catch (ToldException e) {
            return Optional.empty();
        } catch (StartRefusedException e) {
            lines.addAll(e.problems());
            return Optional.empty();
        }
    }

    /**
     * Makes something that one setting decides on.
     *
     * @param blamed begins the line where that is refused
     * @throws StartRefusedException where it is
     */
    public static <T> T blaming(Key<?> blamed, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(List.of(blamed + ": " + e.getMessage()));
        }
    }

    /**
     * Ends the gathering.
     *
     * @throws StartRefusedException where there is any
     */
    public void refuseIfAny() {
        if (!lines.isEmpty()) {
            throw new StartRefusedException(lines);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
