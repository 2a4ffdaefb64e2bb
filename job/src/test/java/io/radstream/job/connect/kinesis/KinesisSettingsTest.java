package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KinesisSettingsTest {

    private static final String ARN = "arn:aws:kinesis:eu-central-1:123456789012:stream/cxr";
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void pollsFromTheHorizonWithTheDefaultCredentialsByDefault() {
        KinesisSettings settings = KinesisSettings.of("cxr", "eu-central-1").build();

        assertThat(settings.stream()).isEqualTo("cxr");
        assertThat(settings.streamArn()).isEmpty();
        assertThat(settings.region()).isEqualTo("eu-central-1");
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.accessKey()).isEmpty();
        assertThat(settings.fanOut()).isEmpty();
        assertThat(settings.start().from(NOW)).isEmpty();
        assertThat(settings.replay()).isFalse();
        assertThat(settings.discoveryInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.pollInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.maxRecords()).isEqualTo(10_000);
    }

    @Test
    void takesAStreamByItsArn() {
        KinesisSettings settings = KinesisSettings.of(ARN, "eu-central-1").build();

        assertThat(settings.stream()).isEqualTo("cxr");
        assertThat(settings.streamArn()).contains(ARN);
    }

    @Test
    void refusesAnotherRegionThanTheArns() {
        assertThatThrownBy(() -> KinesisSettings.of(ARN, "us-east-1"))
                .hasMessageContaining("eu-central-1")
                .hasMessageContaining("us-east-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "with space",
                "a/b",
                "arn:aws:s3:::bucket",
                "arn:aws:kinesis:eu-central-1:123456789012:stream/",
                "arn:aws:kinesis:eu-central-1:12345:stream/cxr"
            })
    void refusesWhatIsNoStream(String text) {
        assertThatThrownBy(() -> KinesisSettings.of(text, "eu-central-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("came " + text);
    }

    @Test
    void refusesAnAccessKeyForAws() {
        KinesisSettings.Builder settings =
                KinesisSettings.of("cxr", "eu-central-1")
                        .accessKey(new AccessKey("AKIDEXAMPLE", "secret"));

        assertThatThrownBy(settings::build)
                .hasMessageContaining("endpoint")
                .message()
                .doesNotContain("secret");
        assertThat(settings.endpoint(URI.create("http://127.0.0.1:4567")).build().accessKey())
                .hasValueSatisfying(key -> assertThat(key).hasToString("access key AKIDEXAMPLE"));
    }

    @Test
    void refusesAReplayOfNothing() {
        assertThatThrownBy(
                        () ->
                                KinesisSettings.of("cxr", "eu-central-1")
                                        .start(StartPosition.latest())
                                        .replay(true)
                                        .build())
                .hasMessageContaining("latest");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_001})
    void refusesReadsOfASizeThatKinesisDoesNotHave(int records) {
        assertThatThrownBy(
                        () -> KinesisSettings.of("cxr", "eu-central-1").maxRecords(records).build())
                .hasMessageContaining("10000")
                .hasMessageContaining("came " + records);
    }

    @Test
    void refusesIntervalsWithoutLength() {
        assertThatThrownBy(
                        () ->
                                KinesisSettings.of("cxr", "eu-central-1")
                                        .discoveryInterval(Duration.ZERO)
                                        .build())
                .hasMessageContaining("PT0S");
    }

    @Test
    void startsWhereItIsTold() {
        Instant at = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(StartPosition.horizon().from(NOW)).isEmpty();
        assertThat(StartPosition.latest().from(NOW)).contains(NOW);
        assertThat(StartPosition.at(at).from(NOW)).contains(at);
        assertThat(StartPosition.at(at)).hasToString("2026-03-01T00:00:00Z");
        assertThat(StartPosition.latest()).hasToString("latest");
    }

    @Test
    void refusesAJobThatAsksForNoWatermarks() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        ExecutionConfig config = environment.getConfig();
        config.setAutoWatermarkInterval(0);
        KinesisEvents events =
                new KinesisEvents(
                        KinesisSettings.of("cxr", "eu-central-1").build(),
                        false,
                        Clock.systemUTC());

        assertThatThrownBy(() -> events.apply(environment))
                .hasMessageContaining("pipeline.auto-watermark-interval");
    }
}
