package io.radstream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    /**
     * The operator's own, as its configuration page has them; the jar that declares them is no part
     * of the build. One that is added to a manifest is looked up there, and added here.
     */
    private static final Set<String> OF_THE_OPERATOR =
            Set.of(
                    "kubernetes.operator.cluster.health-check.checkpoint-progress.enabled",
                    "kubernetes.operator.cluster.health-check.enabled",
                    "kubernetes.operator.deployment.readiness.timeout",
                    "kubernetes.operator.deployment.rollback.enabled",
                    "kubernetes.operator.periodic.savepoint.interval",
                    "kubernetes.operator.savepoint.format.type",
                    "kubernetes.operator.savepoint.history.max.age",
                    "kubernetes.operator.savepoint.history.max.count");

    /** Hadoop's, which Flink's S3 file system hands on to it. */
    private static final Set<String> OF_HADOOP = Set.of("fs.s3a.aws.credentials.provider");

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
    void everyKeyOfTheManifestsIsOneOfFlinksOrTheOperators() throws IOException {
        FlinkOptions options = FlinkOptions.onTheClassPath();
        Map<Path, Map<String, String>> manifests = FlinkDeployments.configurations();

        assertThat(manifests)
                .containsOnlyKeys(
                        Path.of("base", "flink-configuration.yaml"),
                        Path.of("base", "flink-deployment.yaml"),
                        Path.of("overlays", "dev", "where.yaml"),
                        Path.of("overlays", "prod", "where.yaml"));
        manifests.forEach(
                (file, configuration) ->
                        assertThat(configuration.keySet())
                                .as(file.toString())
                                .isNotEmpty()
                                .allMatch(
                                        key ->
                                                options.knows(key)
                                                        || options.isDeprecated(key)
                                                        || OF_THE_OPERATOR.contains(key)
                                                        || OF_HADOOP.contains(key)));
    }

    @Test
    void everyValueOfTheManifestsIsOneThatItsOptionTakes() throws IOException {
        FlinkOptions options = FlinkOptions.onTheClassPath();

        FlinkDeployments.configurations()
                .forEach(
                        (file, values) -> {
                            Configuration configuration = Configuration.fromMap(values);
                            for (String key : values.keySet()) {
                                options.typed(key)
                                        .ifPresent(
                                                option ->
                                                        assertThatCode(
                                                                        () ->
                                                                                configuration
                                                                                        .getOptional(
                                                                                                option))
                                                                .as(file + ": " + key)
                                                                .doesNotThrowAnyException());
                            }
                        });
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
