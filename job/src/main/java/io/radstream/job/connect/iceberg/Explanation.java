package io.radstream.job.connect.iceberg;

/** One line of why something failed: the innermost reason, which is the one to act on. */
public final class Explanation {

    private static final int LONGEST = 400;
    private static final String NO_CREDENTIALS = "Unable to load credentials";

    private Explanation() {}

    /** The failure's message, and its root's where that says more; at most 400 characters. */
    public static String of(Throwable failure) {
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
        if (message != null && message.contains(NO_CREDENTIALS)) {
            // The SDK goes on with all the places in which it has looked.
            return "no AWS credentials were found: give the job a role, or set AWS_PROFILE, or"
                    + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
        }
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
