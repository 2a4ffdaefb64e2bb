package io.radstream.job.connect.iceberg;

import io.radstream.job.connect.MissingCredentials;
import java.util.regex.Pattern;

/** One line of why something failed: the innermost reason, which is the one to act on. */
public final class Explanation {

    private static final int LONGEST = 400;

    private static final Pattern DATABASE = Pattern.compile("(?i)(jdbc:[a-z0-9]+:)[^\\s'\"]+");

    /** With what comes before its host, and its query, which are left out. */
    private static final Pattern SERVER =
            Pattern.compile("(?i)(https?://)(?:[^\\s/?@]*@)?([^\\s?'\"]*)(?:\\?[^\\s'\"]*)?");

    private Explanation() {}

    /**
     * The failure's message, and its root's where that says more; at most 400 characters, and
     * nothing of an address in which there may be secrets: drivers quote theirs.
     */
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
        String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
        String untold = DATABASE.matcher(line).replaceAll("$1…");
        return SERVER.matcher(untold).replaceAll("$1$2");
    }
}
