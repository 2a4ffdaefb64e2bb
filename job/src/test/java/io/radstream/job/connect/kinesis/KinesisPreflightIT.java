package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FreePort;
import io.radstream.job.connect.Problem;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
