package io.radstream.job.connect.kinesis;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/** Asks Kinesis about the stream, with a client for each question: there are few. */
final class StreamLookup implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private final KinesisSettings settings;

    StreamLookup(KinesisSettings settings) {
        this.settings = settings;
    }

    /**
     * What Kinesis tells of the stream.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException whatever hinders it
     */
    StreamDescription describe() {
        try (KinesisClient client = client()) {
            StreamDescriptionSummary summary =
                    client.describeStreamSummary(request -> request.streamName(settings.stream()))
                            .streamDescriptionSummary();
            return new StreamDescription(
                    summary.streamARN(),
                    summary.streamStatusAsString(),
                    Duration.ofHours(summary.retentionPeriodHours()));
        }
    }

    /**
     * What Kinesis tells of the stream's fan-out consumer of that name; empty if it has none.
     *
     * @param streamArn the ARN of the stream
     * @throws software.amazon.awssdk.core.exception.SdkException whatever else hinders it
     */
    Optional<ConsumerDescription> find(FanOut fanOut, String streamArn) {
        try (KinesisClient client = client()) {
            return Optional.of(
                    client.describeStreamConsumer(
                                    request ->
                                            request.streamARN(streamArn)
                                                    .consumerName(fanOut.name()))
                            .consumerDescription());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private KinesisClient client() {
        KinesisClientBuilder builder =
                KinesisClient.builder()
                        .region(Region.of(settings.region()))
                        .credentialsProvider(credentials())
                        .httpClientBuilder(
                                ApacheHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT))
                        .overrideConfiguration(
                                configuration -> configuration.apiCallTimeout(ANSWER_TIMEOUT));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private AwsCredentialsProvider credentials() {
        if (settings.accessKey().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        AccessKey key = settings.accessKey().get();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
    }
}
