package io.radstream.job.connect.secrets;

import io.radstream.job.connect.MissingCredentials;
import io.radstream.job.connect.Problem.Fault;
import io.radstream.job.connect.RefusedCredentials;
import io.radstream.sidecar.PseudonymKey;
import io.radstream.sidecar.PseudonymKeys;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** A key in AWS Secrets Manager: its current version, asked for once each time it is read. */
public final class SecretsManagerKey implements PseudonymKeys {

    private static final long serialVersionUID = 1L;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    /** Of the HTTP statuses with which a server tells of its own trouble. */
    private static final int FIRST_OF_SERVER = 500;

    /** What emulators take, and AWS does not. */
    private static final String EMULATOR = "test";

    private final String secret;
    private final String region;
    private final URI endpoint;
    private final boolean emulator;

    /**
     * A secret of this name, or ARN.
     *
     * @param region empty for what the SDK's default chain finds
     * @param endpoint empty for the region's own address
     * @param emulator signs with fixed keys; refused without an endpoint
     */
    public SecretsManagerKey(
            String secret, Optional<String> region, Optional<URI> endpoint, boolean emulator) {
        if (emulator && endpoint.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected fixed keys with an emulator's endpoint alone, came no endpoint: AWS"
                            + " itself takes the default chain's credentials");
        }
        this.secret = secret;
        this.region = region.orElse(null);
        this.endpoint = endpoint.orElse(null);
        this.emulator = emulator;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableSecretException where Secrets Manager does not give it
     * @throws IllegalArgumentException where it is no key
     */
    @Override
    public PseudonymKey read() {
        try (SecretsManagerClient client = client()) {
            String text = client.getSecretValue(request -> request.secretId(secret)).secretString();
            return KeyDocument.parse(text == null ? "" : text);
        } catch (AwsServiceException e) {
            throw refused(e);
        } catch (SdkException e) {
            throw unanswered(e);
        }
    }

    private UnreadableSecretException refused(AwsServiceException answer) {
        if (answer instanceof ResourceNotFoundException) {
            return new UnreadableSecretException(
                    Fault.NAME,
                    "expected the secret " + secret + ", came none: check its name and the region",
                    answer);
        }
        String code = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
        String came = "Secrets Manager answers " + answer.statusCode() + " " + code;
        if (RefusedCredentials.caused(answer)) {
            return withoutAnswer(
                    Fault.CREDENTIALS, came + ": they may be wrong or have expired", answer);
        }
        return answer.statusCode() >= FIRST_OF_SERVER
                ? withoutAnswer(Fault.ENDPOINT, came + ": try again when it works", answer)
                : withoutAnswer(
                        Fault.NAME,
                        came
                                + "; the role needs secretsmanager:GetSecretValue on it, and"
                                + " kms:Decrypt where its key is not AWS's own",
                        answer);
    }

    private UnreadableSecretException unanswered(SdkException failure) {
        if (MissingCredentials.caused(failure)) {
            return withoutAnswer(
                    Fault.CREDENTIALS,
                    "no AWS credentials were found: " + MissingCredentials.ADVICE,
                    failure);
        }
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (message.contains("Unable to load region")) {
            return withoutAnswer(
                    Fault.REGION, "no region was found: set it, or AWS_REGION", failure);
        }
        if (endpoint == null
                && ExceptionUtils.findThrowable(failure, UnknownHostException.class).isPresent()) {
            return withoutAnswer(
                    Fault.REGION,
                    "the host of Secrets Manager in "
                            + region
                            + " is not known: correct the region",
                    failure);
        }
        return withoutAnswer(
                Fault.ENDPOINT,
                message + (endpoint == null ? "" : ", of Secrets Manager at " + endpoint),
                failure);
    }

    private UnreadableSecretException withoutAnswer(
            Fault fault, String reason, SdkException cause) {
        return new UnreadableSecretException(
                fault,
                "expected the secret " + secret + ", came no answer with it: " + reason,
                cause);
    }

    private SecretsManagerClient client() {
        SecretsManagerClientBuilder builder =
                SecretsManagerClient.builder()
                        .credentialsProvider(credentials())
                        .httpClientBuilder(
                                ApacheHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT))
                        .overrideConfiguration(override -> override.apiCallTimeout(ANSWER_TIMEOUT));
        if (region != null) {
            builder.region(Region.of(region));
        }
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        return emulator
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(EMULATOR, EMULATOR))
                : DefaultCredentialsProvider.builder().build();
    }

    @Override
    public String toString() {
        return "secret " + secret;
    }
}
