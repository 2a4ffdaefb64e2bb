package io.radstream.local.serving;

/** A model failed on its inputs. */
final class ComputationException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 300;

    /**
     * @param message cut where it is long
     */
    ComputationException(String message, Throwable cause) {
        super(line(message), cause);
    }

    private static String line(String message) {
        String line = String.valueOf(message).replaceAll("\\s+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }
}
