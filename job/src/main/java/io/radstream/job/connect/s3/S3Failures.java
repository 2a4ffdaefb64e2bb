package io.radstream.job.connect.s3;

import io.radstream.storage.ObjectException;
import io.radstream.storage.ObjectGoneException;
import io.radstream.storage.ObjectOvertakenException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a failed call means to a study. Only an answer that is surely about the object itself ends
 * it: a missing bucket, a denial, a key of KMS that is disabled, or a 404 of anything but S3 say
 * nothing of the object, and studies wait until somebody mends them.
 *
 * <p>Messages hold S3's code and request id, never its prose, which names resources and so keys.
 */
final class S3Failures {

    static final String OVERTAKEN =
            "expected the object of the event, came one that was written later";

    private static final String GONE = "expected the object of the event, came none";
    private static final String ARCHIVED =
            "expected an object that can be read at once, came one in an archive storage class:"
                    + " restore it and send its event again";

    /** The SDK's count of its attempts: always one. */
    private static final Pattern ATTEMPTS = Pattern.compile(" \\(SDK Attempt Count: \\d+\\)");

    private S3Failures() {}

    /** Of a read. */
    static RuntimeException ofGet(String bucket, boolean byVersion, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof AwsServiceException) {
            ObjectException end = endOf((AwsServiceException) cause, byVersion);
            if (end != null) {
                return end;
            }
        }
        return of("get", bucket, cause);
    }

    /** Of a write: nothing is said of an object that was to be. */
    static RuntimeException ofPut(String bucket, Throwable failure) {
        return of("put", bucket, unwrapped(failure));
    }

    private static ObjectException endOf(AwsServiceException answer, boolean byVersion) {
        String code = codeOf(answer);
        if (answer.statusCode() == 412) {
            return new ObjectOvertakenException(OVERTAKEN);
        }
        if (code.equals("NoSuchKey")
                || code.equals("NoSuchVersion")
                || isDeleteMarker(answer)
                || (byVersion && isUnknownVersionId(answer))) {
            return new ObjectGoneException(GONE);
        }
        return code.equals("InvalidObjectState") ? new ObjectGoneException(ARCHIVED) : null;
    }

    /** S3 says 400 to a version id that it could not have given. */
    private static boolean isUnknownVersionId(AwsServiceException answer) {
        return answer.statusCode() == 400
                && codeOf(answer).equals("InvalidArgument")
                && String.valueOf(answer.awsErrorDetails().errorMessage()).contains("version id");
    }

    private static boolean isDeleteMarker(AwsServiceException answer) {
        return answer.awsErrorDetails() != null
                && answer.awsErrorDetails().sdkHttpResponse() != null
                && answer.awsErrorDetails()
                        .sdkHttpResponse()
                        .firstMatchingHeader("x-amz-delete-marker")
                        .filter("true"::equals)
                        .isPresent();
    }

    private static RuntimeException of(String verb, String bucket, Throwable cause) {
        if (cause instanceof ObjectException || cause instanceof S3CallException) {
            return (RuntimeException) cause;
        }
        return new S3CallException(
                "S3 " + verb + " of bucket " + bucket + ": came " + textOf(cause));
    }

    /** One line: S3's code, or the SDK's words where there is no answer. */
    static String textOf(Throwable cause) {
        if (cause instanceof AwsServiceException) {
            AwsServiceException answer = (AwsServiceException) cause;
            return answer.statusCode()
                    + " "
                    + codeOf(answer)
                    + (answer.requestId() == null ? "" : " (request " + answer.requestId() + ")");
        }
        return cause instanceof SdkException || cause instanceof CancellationException
                ? ATTEMPTS.matcher(firstLine(cause.getMessage())).replaceAll("")
                : cause.toString();
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    /** S3's error code, such as {@code SlowDown}; empty where there is none. */
    static String codeOf(AwsServiceException answer) {
        return answer.awsErrorDetails() == null || answer.awsErrorDetails().errorCode() == null
                ? ""
                : answer.awsErrorDetails().errorCode();
    }

    /** The SDK and futures wrap what failed. */
    static Throwable unwrapped(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ObjectException || cause instanceof S3CallException) {
                return cause;
            }
        }
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
