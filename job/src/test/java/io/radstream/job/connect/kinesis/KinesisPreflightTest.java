package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.job.connect.Problem;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

final class KinesisPreflightTest {

    private static final String ARN = "arn:aws:kinesis:eu-central-1:123456789012:stream/cxr";
    private static final String CONSUMER = ARN + "/consumer/radstream:1700000000";
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TTL = Duration.ofDays(2);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ManualClock clock = new ManualClock();
    private Optional<ConsumerDescription> consumer = Optional.empty();
    private RuntimeException consumerFailure;
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
                .isEqualTo(
                        "NAME: expected a stream that is ACTIVE, came stream cxr in eu-central-1,"
                                + " which is CREATING: wait until it is, or name another");
    }

    @Test
    void saysThatTheStreamDoesNotExist() {
        assertThat(problems(failing(ResourceNotFoundException.builder().build())))
                .containsExactly(
                        "NAME: expected a stream that exists, came stream cxr in eu-central-1:"
                                + " create it, or correct its name or the region");
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
                .startsWith(
                        "CREDENTIALS: expected credentials for stream cxr in eu-central-1, came")
                .contains("IRSA")
                .doesNotContain("chain");
    }

    @Test
    void saysThatAccessIsDenied() {
        assertThat(problems(failing(refusal("AccessDeniedException", 400))))
                .singleElement()
                .asString()
                .startsWith("NAME: expected a stream that the job may read, came stream cxr")
                .contains("AccessDeniedException", "kinesis:DescribeStreamSummary");
    }

    @Test
    void saysThatCredentialsAreRefused() {
        assertThat(problems(failing(refusal("ExpiredTokenException", 400))))
                .singleElement()
                .asString()
                .startsWith(
                        "CREDENTIALS: expected credentials that Kinesis takes, came ExpiredToken");
    }

    @Test
    void saysThatKinesisIsOutOfOrder() {
        assertThat(problems(failing(refusal("InternalFailure", 500))))
                .singleElement()
                .asString()
                .startsWith("ENDPOINT: expected Kinesis to tell of stream cxr")
                .contains("came 500");
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
                .startsWith("REGION: expected a region of AWS, came eu-central-1");
    }

    @Test
    void saysThatTheHostOfAnEndpointIsNotKnown() {
        settings.endpoint(URI.create("http://kinsis"));

        assertThat(
                        problems(
                                failing(
                                        SdkClientException.create(
                                                "a long story",
                                                new UnknownHostException("kinsis")))))
                .containsExactly(
                        "ENDPOINT: expected Kinesis to tell of stream cxr in eu-central-1 at"
                                + " http://kinsis, came none, since its host is not known: correct"
                                + " it");
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
                .startsWith("ENDPOINT: ")
                .contains("nobody listens");
    }

    @Test
    void keepsWhateverElseHappensToOneLine() {
        assertThat(problems(failing(SdkClientException.create("timed out\nat line\nat line"))))
                .containsExactly(
                        "ENDPOINT: expected Kinesis to tell of stream cxr in eu-central-1, came"
                                + " none: timed out");
    }

    @Test
    void saysThatTheStreamIsAnotherAccounts() {
        settings = KinesisSettings.of(ARN.replace("123456789012", "999999999999"), "eu-central-1");

        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .startsWith("NAME: expected " + ARN + ", came arn:")
                .contains("999999999999", "another account");
    }

    @Test
    void saysThatStudiesAreForgottenTooSoon() {
        assertThat(problems(() -> new StreamDescription(ARN, "ACTIVE", Duration.ofDays(7))))
                .singleElement()
                .asString()
                .startsWith("STATE_TTL: expected studies to be remembered")
                .contains("168 h", "PT48H");
    }

    @Test
    void saysThatPodIdentityIsNotKnownToTheConnector() {
        Map<String, String> podIdentity =
                Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/var/run/token");

        assertThat(problems(() -> stream("ACTIVE"), podIdentity))
                .singleElement()
                .asString()
                .startsWith("CREDENTIALS: expected a role")
                .contains("IRSA", "Pod Identity");
    }

    @Test
    void saysThatTheStartLiesInTheFuture() {
        settings.start(StartPosition.at(ManualClock.START.plusSeconds(1)));

        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .isEqualTo("START: expected a time that has come, came 2026-03-04T05:06:08Z");
    }

    @Test
    void saysThatTheStartHasLeftTheStream() {
        settings.start(StartPosition.at(ManualClock.START.minus(DAY).minusMillis(1)));

        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .startsWith("START: expected to start at 2026-03-03T05:06:07Z or later")
                .contains("24 h", "2026-03-03T05:06:06.999Z");
    }

    @Test
    void saysThatTheFanOutConsumerDoesNotExist() {
        settings.fanOut(FanOut.existing(CONSUMER));

        assertThat(problems(() -> stream("ACTIVE")))
                .containsExactly(
                        "CONSUMER: expected a fan-out consumer that "
                                + ARN
                                + " has, came "
                                + CONSUMER
                                + ": register it, correct its ARN, or give a name and the job"
                                + " registers it");
    }

    @Test
    void registersAFanOutConsumerByNameThatDoesNotExist() {
        settings.fanOut(FanOut.registered("radstream"));

        assertThat(problems(() -> stream("ACTIVE"))).isEmpty();
    }

    @Test
    void findsNothingWrongWithAFanOutConsumerThatIsThere() {
        consumer = Optional.of(described(CONSUMER, "ACTIVE"));
        settings.fanOut(FanOut.existing(CONSUMER));
        assertThat(problems(() -> stream("ACTIVE"))).isEmpty();

        settings.fanOut(FanOut.registered("radstream"));
        assertThat(problems(() -> stream("ACTIVE"))).isEmpty();
    }

    @Test
    void waitsForAFanOutConsumerThatIsBeingMadeWhereItIsNamed() {
        consumer = Optional.of(described(CONSUMER, "CREATING"));
        settings.fanOut(FanOut.registered("radstream"));
        assertThat(problems(() -> stream("ACTIVE"))).isEmpty();

        settings.fanOut(FanOut.existing(CONSUMER));
        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .startsWith(
                        "CONSUMER: expected a fan-out consumer that is ACTIVE, came " + CONSUMER)
                .contains("CREATING");
    }

    @Test
    void saysThatTheFanOutConsumerIsBeingDeleted() {
        consumer = Optional.of(described(CONSUMER, "DELETING"));
        settings.fanOut(FanOut.registered("radstream"));

        assertThat(problems(() -> stream("ACTIVE")))
                .containsExactly(
                        "CONSUMER: expected a fan-out consumer that is ACTIVE, came radstream,"
                                + " which is DELETING: wait until that has ended, or name another");
    }

    @Test
    void saysThatTheFanOutConsumerIsNotTheOneOfThatName() {
        consumer = Optional.of(described(CONSUMER + "1", "ACTIVE"));
        settings.fanOut(FanOut.existing(CONSUMER));

        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .startsWith("CONSUMER: expected a fan-out consumer that " + ARN + " has, came");
    }

    @Test
    void saysThatKinesisDoesNotTellOfTheFanOutConsumer() {
        settings.fanOut(FanOut.registered("radstream"));

        consumerFailure = refusal("AccessDeniedException", 400);
        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .startsWith("CONSUMER: expected a fan-out consumer that the job may use")
                .contains("AccessDeniedException", "RegisterStreamConsumer");

        consumerFailure = refusal("InvalidArgumentException", 400);
        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .startsWith("CONSUMER: expected Kinesis to tell of fan-out consumer radstream")
                .contains("400 InvalidArgumentException");

        consumerFailure = SdkClientException.create("timed out");
        assertThat(problems(() -> stream("ACTIVE")))
                .singleElement()
                .asString()
                .startsWith("ENDPOINT: ");
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
        return new KinesisPreflight(settings.build(), lookup, this::find, environment, clock)
                .problems(TTL, PATIENCE).stream().map(Problem::toString).toList();
    }

    private static ConsumerDescription described(String arn, String status) {
        return ConsumerDescription.builder().consumerARN(arn).consumerStatus(status).build();
    }

    private Optional<ConsumerDescription> find(FanOut fanOut, String streamArn) {
        assertThat(streamArn).isEqualTo(ARN);
        assertThat(fanOut.name()).isEqualTo("radstream");
        if (consumerFailure != null) {
            throw consumerFailure;
        }
        return consumer;
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
