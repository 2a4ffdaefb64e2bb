package io.radstream.job.connect;

/** The AWS SDK found nothing to sign a call with. */
public final class MissingCredentials {

    /** What to do. */
    public static final String ADVICE =
            "give the job a role, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                    + " AWS_SECRET_ACCESS_KEY";

    /** The SDK has no class of exception for it; it goes on with all the places it looked at. */
    private static final String TOLD = "Unable to load credentials";

    private MissingCredentials() {}

    /** Whether that is why it failed. */
    public static boolean caused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(TOLD)) {
                return true;
            }
        }
        return false;
    }
}
