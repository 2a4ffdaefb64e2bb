package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.fixture.FreePort;
import io.radstream.job.connect.Problem;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class KinesisPreflightIT {

    private static KinesisEmulator kinesis;

    @BeforeAll
    static void startEmulator() throws IOException {
        kinesis = KinesisEmulator.shared();
    }

    @Test
    void findsNothingWrongWithAStreamThatIsThere() {
        TestStream stream = TestStream.create(kinesis.client(), "there", 1);

        assertThat(problems(kinesis.settings(stream))).isEmpty();
    }

    @Test
    void saysInOneLineThatTheStreamDoesNotExist() {
        assertThat(problems(at(kinesis.endpoint())))
                .containsExactly(
                        "NAME: expected a stream that exists, came stream missing in us-east-1 at "
                                + kinesis.endpoint()
                                + ": create it, or correct its name or the region");
    }

    @Test
    void saysInOneLineThatItIsInAnotherRegion() {
        TestStream stream = TestStream.create(kinesis.client(), "elsewhere", 1);

        assertThat(
                        problems(
                                KinesisSettings.of(stream.name(), "eu-central-1")
                                        .endpoint(kinesis.endpoint())
                                        .accessKey(KinesisEmulator.KEY)))
                .singleElement()
                .asString()
                .startsWith(
                        "NAME: expected a stream that exists, came stream elsewhere in eu-central-1")
                .contains("region");
    }

    @Test
    void saysInOneLineThatNobodyListens() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.find());

        assertThat(problems(at(nobody)))
                .singleElement()
                .asString()
                .startsWith("ENDPOINT: expected Kinesis to tell of stream missing")
                .contains("nobody listens")
                .doesNotContain("\n");
    }

    @Test
    void saysInOneLineThatTheFanOutConsumerDoesNotExist() {
        TestStream stream = TestStream.create(kinesis.client(), "consumers", 1);
        FanOut named = FanOut.registered("radstream");
        assertThat(problems(kinesis.settings(stream).fanOut(named))).isEmpty();
        String arn = stream.register("radstream");

        assertThat(problems(kinesis.settings(stream).fanOut(named))).isEmpty();
        assertThat(problems(kinesis.settings(stream).fanOut(FanOut.existing(arn)))).isEmpty();
        String missing = arn.replace("/consumer/radstream", "/consumer/missing");
        assertThat(problems(kinesis.settings(stream).fanOut(FanOut.existing(missing))))
                .singleElement()
                .asString()
                .startsWith("CONSUMER: expected a fan-out consumer that arn:aws:kinesis:us-east-1:")
                .contains("stream/consumers has, came " + missing + ":");
    }

    @Test
    void saysInOneLineThatTheFanOutConsumerCannotBeRegistered() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + FreePort.find());
        KinesisEvents events =
                new KinesisEvents(
                        at(nobody).fanOut(FanOut.registered("radstream")).build(),
                        false,
                        Clock.systemUTC());

        assertThatThrownBy(() -> events.apply(StreamExecutionEnvironment.getExecutionEnvironment()))
                .isInstanceOfSatisfying(
                        UnusableConsumerException.class,
                        e ->
                                assertThat(e.problem().toString())
                                        .startsWith(
                                                "CONSUMER: expected a fan-out consumer that can be"
                                                        + " registered, came radstream (")
                                        .contains("RegisterStreamConsumer")
                                        .doesNotContain("\n"));
    }

    private static KinesisSettings.Builder at(URI endpoint) {
        return KinesisSettings.of("missing", KinesisEmulator.REGION)
                .endpoint(endpoint)
                .accessKey(KinesisEmulator.KEY);
    }

    private static List<String> problems(KinesisSettings.Builder settings) {
        return new KinesisPreflight(settings.build(), Clock.systemUTC())
                .problems(Duration.ofDays(2), Duration.ofMinutes(15)).stream()
                        .map(Problem::toString)
                        .toList();
    }
}
