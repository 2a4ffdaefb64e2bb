package io.radstream.job.connect;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** AWS does not know, or no longer, what a call was signed with. */
public final class RefusedCredentials {

    /** The services' common errors, in both spellings that their protocols have. */
    private static final Set<String> CODES =
            Set.of(
                    "ExpiredTokenException",
                    "IncompleteSignature",
                    "IncompleteSignatureException",
                    "InvalidClientTokenId",
                    "InvalidSignatureException",
                    "MissingAuthenticationToken",
                    "MissingAuthenticationTokenException",
                    "UnrecognizedClientException");

    private RefusedCredentials() {}

    /** Whether that is what it answers. */
    public static boolean caused(AwsServiceException answer) {
        return answer.awsErrorDetails() != null
                && CODES.contains(String.valueOf(answer.awsErrorDetails().errorCode()));
    }
}
