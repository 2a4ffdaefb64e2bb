package io.radstream.job.connect.iceberg;

import io.radstream.job.connect.MissingCredentials;

/** One line of why something failed: the innermost reason, which is the one to act on. */
public final class Explanation {

    private static final int LONGEST = 400;

    private Explanation() {}

    /** The failure's message, and its root's where that says more; at most 400 characters. */
    public static String of(Throwable failure) {
        if (MissingCredentials.caused(failure)) {
            return "no AWS credentials were found: " + MissingCredentials.ADVICE;
        }
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String reason = reason(failure);
        String root = reason(innermost);
        String line = reason.contains(root) ? reason : reason + ": " + root;
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
