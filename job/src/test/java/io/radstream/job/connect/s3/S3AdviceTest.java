package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class S3AdviceTest {

    private static Throwable answer(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "403,AccessDenied,s3:ListBucket",
        "400,KMS.DisabledException,KMS key is enabled",
        "404,NoSuchBucket,bucket's name",
        "301,PermanentRedirect,set the region",
        "400,AuthorizationHeaderMalformed,set the region",
        "400,ExpiredToken,check the credentials",
        "403,InvalidAccessKeyId,check the credentials",
        "403,RequestTimeTooSkewed,clock"
    })
    void saysWhatAPersonCanDo(int status, String code, String advice) {
        assertThat(S3Advice.on(answer(status, code))).get().asString().contains(advice);
    }

    @ParameterizedTest
    @CsvSource({"500,InternalError", "503,SlowDown", "429,TooManyRequests"})
    void saysNothingOfWhatPassesByItself(int status, String code) {
        assertThat(S3Advice.on(answer(status, code))).isEmpty();
    }

    @Test
    void asksForCredentials() {
        assertThat(
                        S3Advice.on(
                                SdkClientException.create(
                                        "Unable to load credentials from any of the providers")))
                .get()
                .asString()
                .startsWith("give the job credentials");
        assertThat(S3Advice.on(SdkClientException.create("Read timed out"))).isEmpty();
    }
}
