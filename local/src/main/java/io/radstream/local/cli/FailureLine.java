package io.radstream.local.cli;

/** One line about a failure that nobody thought of. */
final class FailureLine {

    private FailureLine() {}

    /** The outermost exception that says something of its own, by its class and first line. */
    static String of(Throwable failure) {
        Throwable meaningful = failure;
        while (meaningful.getCause() != null && onlyWraps(meaningful)) {
            meaningful = meaningful.getCause();
        }
        String name = meaningful.getClass().getSimpleName();
        String message = meaningful.getMessage();
        return message == null || message.isBlank()
                ? name
                : name + ": " + message.strip().lines().findFirst().orElse("");
    }

    private static boolean onlyWraps(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                || message.isBlank()
                || message.equals(failure.getCause().toString());
    }
}
