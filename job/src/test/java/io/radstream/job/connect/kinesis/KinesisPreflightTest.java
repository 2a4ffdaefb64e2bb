package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

final class KinesisPreflightTest {

    private static final String ARN = "arn:aws:kinesis:eu-central-1:123456789012:stream/cxr";
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TTL = Duration.ofDays(2);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ManualClock clock = new ManualClock();
    private KinesisSettings.Builder settings = KinesisSettings.of("cxr", "eu-central-1");

    @Test
    void findsNothingWrongWithAStreamThatCanBeRead() {
        assertThat(problems(() -> stream("ACTIVE"))).isEmpty();
        assertThat(problems(() -> stream("UPDATING"))).isEmpty();
    }

    @Test
    void saysThatTheStreamIsNotActive() {
        assertThat(problems(() -> stream("CREATING")))
                .singleElement()
                .asString()
                .contains("stream cxr in eu-central-1", "ACTIVE", "CREATING");
    }

    @Test
    void saysThatTheStreamDoesNotExist() {
        assertThat(problems(failing(ResourceNotFoundException.builder().build())))
                .containsExactly(
                        "stream cxr in eu-central-1 does not exist: create it, or correct its name"
                                + " or the region");
    }

    @Test
    void saysThatThereAreNoCredentials() {
        assertThat(
                        problems(
                                failing(
                                        SdkClientException.create(
                                                "Unable to load credentials from any of the"
                                                        + " providers in the chain (a, b, c)"))))
                .singleElement()
                .asString()
                .contains("no AWS credentials", "cxr", "IRSA")
                .doesNotContain("chain");
    }

    @Test
    void saysThatAccessIsDenied() {
        assertThat(problems(failing(refusal("AccessDeniedException", 400))))
                .singleElement()
                .asString()
                .contains("denied", "kinesis:DescribeStreamSummary");
    }

    @Test
    void saysThatCredentialsAreRefused() {
        assertThat(problems(failing(refusal("ExpiredTokenException", 400))))
                .singleElement()
                .asString()
                .contains("ExpiredTokenException", "expired");
    }

    @Test
    void saysThatKinesisIsOutOfOrder() {
        assertThat(problems(failing(refusal("InternalFailure", 500))))
                .singleElement()
                .asString()
                .contains("500");
    }

    @Test
    void saysThatTheHostIsNotKnown() {
        assertThat(
                        problems(
                                failing(
                                        SdkClientException.create(
                                                "a long story",
                                                new UnknownHostException(
                                                        "kinesis.eu-centrl-1.amazonaws.com")))))
                .singleElement()
                .asString()
                .contains("correct the region");
    }

    @Test
    void saysThatNobodyListens() {
        assertThat(
                        problems(
                                failing(
                                        SdkClientException.create(
                                                "a long story", new ConnectException("refused")))))
                .singleElement()
                .asString()
                .contains("nobody listens");
    }

    @Test
    void keepsWhateverElseHappensToOneLine() {
        assertThat(problems(failing(SdkClientException.create("timed out\nat line\nat line"))))
                .containsExactly("stream cxr in eu-central-1 cannot be reached: timed out");
    }

    @Test
    void saysThatTheStreamIsAnotherAccounts() {
        settings = KinesisSettings.of(ARN.replace("123456789012", "999999999999"), "eu-central-1");

        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .contains("999999999999", ARN, "another account");
    }

    @Test
    void saysThatStudiesAreForgottenTooSoon() {
        assertThat(problems(() -> new StreamDescription(ARN, "ACTIVE", Duration.ofDays(7))))
                .singleElement()
                .asString()
                .contains("168 h", "PT48H");
    }

    @Test
    void saysThatPodIdentityIsNotKnownToTheConnector() {
        Map<String, String> podIdentity =
                Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/var/run/token");

        assertThat(problems(() -> stream("ACTIVE"), podIdentity))
                .singleElement()
                .asString()
                .contains("IRSA", "Pod Identity");
    }

    @Test
    void saysThatTheStartLiesInTheFuture() {
        settings.start(StartPosition.at(ManualClock.START.plusSeconds(1)));

        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .contains("2026-03-04T05:06:08Z");
    }

    @Test
    void saysThatTheStartHasLeftTheStream() {
        settings.start(StartPosition.at(ManualClock.START.minus(DAY).minusMillis(1)));

        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .contains("2026-03-03T05:06:07Z or later", "24 h", "2026-03-03T05:06:06.999Z");
    }

    @Test
    void saysEverythingAtOnce() {
        settings.start(StartPosition.at(ManualClock.START.plusSeconds(1)));

        assertThat(problems(() -> new StreamDescription(ARN, "DELETING", Duration.ofDays(7))))
                .hasSize(3);
    }

    private List<String> problems(Supplier<StreamDescription> lookup) {
        return problems(lookup, Map.of());
    }

    private List<String> problems(
            Supplier<StreamDescription> lookup, Map<String, String> environment) {
        return new KinesisPreflight(settings.build(), lookup, environment, clock)
                .problems(TTL, PATIENCE);
    }

    private static StreamDescription stream(String status) {
        return new StreamDescription(ARN, status, DAY);
    }

    private static Supplier<StreamDescription> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    private static RuntimeException refusal(String code, int status) {
        return KinesisException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
