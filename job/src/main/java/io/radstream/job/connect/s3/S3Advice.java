package io.radstream.job.connect.s3;

import io.radstream.job.connect.MissingCredentials;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a person can do about an answer that trying again does not mend by itself. */
final class S3Advice {

    private S3Advice() {}

    /** One sentence; empty where the fault is S3's or the network's and passes. */
    static Optional<String> on(Throwable failure) {
        if (failure instanceof AwsServiceException) {
            AwsServiceException answer = (AwsServiceException) failure;
            return onAnswer(S3Failures.codeOf(answer), answer.statusCode());
        }
        return MissingCredentials.caused(failure)
                ? Optional.of(
                        "give the job credentials: a role through EKS Pod Identity or IRSA, an"
                                + " instance profile, or the environment")
                : Optional.empty();
    }

    private static Optional<String> onAnswer(String code, int status) {
        if (code.startsWith("KMS.")) {
            return Optional.of(
                    "check that the object's KMS key is enabled, and that its policy lets this"
                            + " role use it");
        }
        switch (code) {
            case "NoSuchBucket":
                return Optional.of("check the bucket's name, the endpoint and the account");
            case "PermanentRedirect":
            case "TemporaryRedirect":
            case "AuthorizationHeaderMalformed":
            case "IllegalLocationConstraintException":
                return Optional.of("set the region to the bucket's own");
            case "InvalidAccessKeyId":
            case "SignatureDoesNotMatch":
            case "ExpiredToken":
            case "InvalidToken":
            case "TokenRefreshRequired":
                return Optional.of("check the credentials of the job");
            case "RequestTimeTooSkewed":
                return Optional.of("set this machine's clock");
            default:
                return status == 403
                        ? Optional.of(
                                "let this role have s3:GetObject, s3:GetObjectVersion and"
                                        + " s3:PutObject, kms:Decrypt and kms:GenerateDataKey where"
                                        + " KMS encrypts, and s3:ListBucket, without which S3 says"
                                        + " 403 of an object that does not exist; until then"
                                        + " studies wait, none is rejected")
                        : Optional.empty();
        }
    }
}
