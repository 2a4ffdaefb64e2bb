package io.radstream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;

/** Flink does not complain about a key that it does not know: it goes on with the default. */
class ShippedConfigurationTest {

    private static final Path FOLDER = Path.of("..", "deploy", "flink");

    private static final Path KUBERNETES = Path.of("..", "infra-terraform", "kubernetes");

    /** Of Flink's, in a FlinkDeployment; not the operator's own, nor Hadoop's. */
    private static final Pattern DEPLOYED =
            Pattern.compile(
                    "(?m)^    (?!kubernetes\\.operator\\.|fs\\.s3a\\.)([a-z-]+\\.[^:/\\s]+): ");

    private final Configuration shipped =
            GlobalConfiguration.loadConfiguration(FOLDER.toAbsolutePath().toString());

    @Test
    void everyKeyIsOneOfFlinks() throws IOException {
        FlinkOptions options = FlinkOptions.onTheClassPath();

        assertThat(shipped.keySet()).isNotEmpty().allMatch(options::knows);
    }

    @Test
    void everyValueIsOneThatItsOptionTakes() throws IOException {
        FlinkOptions options = FlinkOptions.onTheClassPath();

        Map<String, ConfigOption<?>> read = new TreeMap<>();
        for (String key : shipped.keySet()) {
            options.typed(key).ifPresent(option -> read.put(key, option));
        }

        assertThat(read).hasSizeGreaterThan(30);
        read.forEach(
                (key, option) ->
                        assertThatCode(() -> shipped.getOptional(option))
                                .as(key)
                                .doesNotThrowAnyException());
    }

    @Test
    void noKeyIsAnOldNameOfAnother() throws IOException {
        FlinkOptions options = FlinkOptions.onTheClassPath();

        assertThat(shipped.keySet()).noneMatch(options::isDeprecated);
    }

    @Test
    void everyKeyThatADeploymentAddsIsOneOfFlinks() throws IOException {
        FlinkOptions options = FlinkOptions.onTheClassPath();
        for (String file :
                List.of(
                        "base/flink-deployment.yaml",
                        "overlays/dev/where.yaml",
                        "overlays/prod/where.yaml")) {
            List<String> keys =
                    DEPLOYED.matcher(Files.readString(KUBERNETES.resolve(file)))
                            .results()
                            .map(key -> key.group(1))
                            .collect(Collectors.toList());

            // Old names are there for the operator.
            assertThat(keys)
                    .as(file)
                    .hasSizeGreaterThan(2)
                    .allMatch(key -> options.knows(key) || options.isDeprecated(key));
        }
    }

    @Test
    void aKeyThatIsMisspeltIsNotKnown() throws IOException {
        assertThat(FlinkOptions.onTheClassPath().knows("execution.checkpointing.intervall"))
                .isFalse();
    }

    @Test
    void theJobComesBackFromItsCheckpointByItself() {
        assertThat(shipped.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(shipped.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(shipped.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(shipped.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(shipped.get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("exponential-delay");
        assertThat(shipped.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(Integer.MAX_VALUE);
    }
}
