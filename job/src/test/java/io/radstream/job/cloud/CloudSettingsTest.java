package io.radstream.job.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.job.PipelineSettings;
import io.radstream.job.config.Groups;
import io.radstream.job.config.Settings;
import io.radstream.job.config.StartRefusedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is set reaches those who use it. */
final class CloudSettingsTest {

    private static final Map<String, String> NOWHERE = Map.of();

    private final Map<String, String> given =
            new TreeMap<>(
                    Map.of(
                            "aws.region", "eu-central-1",
                            "source.stream", "events",
                            "s3.images-bucket", "images",
                            "s3.results-bucket", "results",
                            "tables.warehouse", "s3://tables/warehouse",
                            "models.target", "triton:8001",
                            "phi.key", "secretsmanager:key"));

    private CloudSettings cloud() {
        return CloudSettings.of(settings(), NOWHERE, "1.2.3");
    }

    private Settings settings() {
        return CloudConfiguration.read(Groups.OF_JOB, CloudServers.arguments(given));
    }

    private List<String> refused() {
        return catchThrowableOfType(StartRefusedException.class, this::cloud).problems();
    }

    @ParameterizedTest
    @CsvSource({
        "aws.region, us-west-2",
        "source.stream, others",
        "source.endpoint, https://host",
        "source.start, latest",
        "source.start, 2026-03-04T05:06:07Z",
        "source.replay, true",
        "source.fan-out-consumer, radstream",
        "source.poll-interval, 1s",
        "source.discovery-interval, 5s",
        "source.max-records, 100",
        "source.accept-gap, true",
        "s3.images-bucket, others",
        "s3.results-bucket, others",
        "s3.endpoint, https://host",
        "s3.path-style, true",
        "s3.max-connections, 7",
        "s3.connect-timeout, 1s",
        "s3.read-timeout, 11s",
        "s3.attempt-timeout, 61s",
        "s3.call-timeout, 76s",
        "s3.give-up-writing-after, 6min",
        "s3.checksums, when-required",
        "s3.kms-key, alias/results",
        "s3.storage-class, INTELLIGENT_TIERING",
        "files.archive, s3://elsewhere/archive",
        "files.rejects, s3://elsewhere/rejects",
        "tables.warehouse, s3://elsewhere/warehouse",
        "tables.token, t",
        "tables.credential, id:secret",
        "tables.user, somebody",
        "tables.glue-endpoint, https://host",
        "tables.glue-account, 111122223333",
        "tables.s3-endpoint, https://host",
        "tables.s3-path-style, true",
        "tables.kms-key, alias/tables",
        "tables.create, false",
        "catalog.glue.skip-archive, true",
        "arms.deployment, eks",
        "arms.storage-class, express",
        "arms.scaling-mode, autoscaled",
        "arms.security-mode, tls",
        "models.target, other:8001",
        "models.deadline, 5s",
        "models.attempts, 6",
        "models.classifier, other",
        "models.detector, other",
        "models.encoder, other",
        "phi.key, secretsmanager:other",
        "phi.key, file:/run/secrets/key.json",
        "phi.secrets-endpoint, https://host",
        "phi.allowed-fields, ward",
        "phi.carried-size, 1kb",
        "phi.carried-size, 100gb",
        "pipeline.orphan-patience, 1min",
        "pipeline.state-ttl, 3d",
        "pipeline.priors-ttl, 30d",
        "pipeline.window-ttl, 8d",
        "pipeline.telemetry-lag, 11s",
        "pipeline.async-capacity, 1000",
        "pipeline.store-capacity, 1000",
        "pipeline.studies-in-flight, 8",
        "pipeline.object-memory, 1mb",
        "pipeline.decoded-memory, 2mb",
        "pipeline.image-threads, 3",
        "pipeline.intended-use, research",
    })
    void eachKeyChangesSomething(String key, String value) {
        CloudSettings before = cloud();
        given.put(key, value);

        assertThat(cloud()).usingRecursiveComparison().isNotEqualTo(before);
    }

    /** The control of the test above. */
    @Test
    void nothingElseChangesAnything() {
        assertThat(cloud()).usingRecursiveComparison().isEqualTo(cloud());
    }

    /** The page's defaults are the steps' own. */
    @Test
    void theDefaultsAreThoseOfTheSteps() {
        assertThat(cloud().pipeline())
                .usingRecursiveComparison()
                .isEqualTo(PipelineSettings.defaults().withPipelineVersion("1.2.3"));
        assertThat(cloud().archive()).isEqualTo("s3://results/archive");
        assertThat(cloud().rejects()).isEqualTo("s3://results/rejects");
    }

    @Test
    void theRegionMayComeFromTheStreamsArnOrTheEnvironment() {
        given.remove("aws.region");
        assertThat(refused())
                .singleElement()
                .asString()
                .isEqualTo(
                        "aws.region: expected a region such as eu-central-1, came nothing: set it,"
                                + " or AWS_REGION, or name the stream by its ARN");
        CloudSettings.of(settings(), Map.of("AWS_REGION", "eu-west-1"), "1");
        given.put("source.stream", "arn:aws:kinesis:eu-west-2:111122223333:stream/events");
        assertThat(RegionMapping.of(settings(), Map.of("AWS_REGION", "eu-west-1")))
                .contains("eu-west-2");
    }

    @Test
    void tellsEverythingThatContradictsItself() {
        given.put("source.start", "latest");
        given.put("source.replay", "true");
        given.put("s3.connect-timeout", "1min");
        given.put("tables.catalog", "jdbc");
        given.put("phi.allowed-fields", "patient_id");

        assertThat(refused())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("source.start: expected a replay to start at"))
                .anyMatch(
                        line -> line.startsWith("s3.connect-timeout: expected timeouts above zero"))
                .anyMatch(line -> line.startsWith("tables.url: expected jdbc:"))
                .anyMatch(line -> line.startsWith("phi.allowed-fields: expected names of"));
    }

    /** Fixed keys would otherwise go to AWS, or real ones into a job graph. */
    @Test
    void refusesAnEmulatorsKeysWithoutAnEmulator() {
        given.put("aws.credentials", "emulator");

        assertThat(refused())
                .allMatch(line -> line.contains("came nothing: aws.credentials is emulator"))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly(
                        "source.endpoint",
                        "s3.endpoint",
                        "tables.glue-endpoint",
                        "phi.secrets-endpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "aws.region, eu-west-1, source.stream, arn:aws:kinesis:eu-west-2:111122223333:stream/e",
        "s3.storage-class, NO_SUCH_CLASS, s3.kms-key, k",
        "s3.results-bucket, express--euc1-az1--x-s3, s3.kms-key, k",
        "tables.warehouse, file:///warehouse, tables.catalog, glue",
        "tables.user, , tables.password, hunter2",
    })
    void namesTheKeyThatIsAtFault(String key, String value, String other, String otherValue) {
        if (value != null) {
            given.put(key, value);
        }
        given.put(other, otherValue);

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith(key + ": expected ")
                .contains(", came " + (value == null ? "nothing" : ""))
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc, jdbc:postgresql://host/db?password=hunter2",
        "jdbc, jdbc:postgresql://me:hunter2@host/db",
        "jdbc, jdbc:postgresql://host/db?sslpassword=hunter2",
        "jdbc, jdbc:mysql://address=(host=h)(password=hunter2)/d",
        "jdbc, jdbc:oracle:thin:scott/hunter2@//h/x",
        "rest, https://host/catalog?token=hunter2",
        "rest, https://me:hunter2@host/catalog",
        "rest, https://host/catalog?token=hunter2%",
        "rest, https://host/hunter2|",
        "rest, hunter2"
    })
    void refusesAPasswordInTheCatalogsAddressWithoutTellingIt(String kind, String url) {
        given.put("tables.catalog", kind);
        given.put("tables.url", url);

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith("tables.url: expected")
                .doesNotContain("hunter2");
    }

    @Test
    void hasAConnectionForEachStudyInInference() {
        assertThat(cloud().s3().maxConnections()).isEqualTo(64);
        assertThat(cloud().notes()).isEmpty();

        given.put("pipeline.studies-in-flight", "200");
        assertThat(cloud().s3().maxConnections()).isEqualTo(200);
        assertThat(cloud().notes()).isEmpty();
    }

    @Test
    void warnsOfFewerConnectionsThanStudiesInInference() {
        given.put("s3.max-connections", "16");
        assertThat(cloud().s3().maxConnections()).isEqualTo(16);
        assertThat(cloud().notes()).isEmpty();

        given.put("pipeline.studies-in-flight", "17");
        assertThat(cloud().s3().maxConnections()).isEqualTo(16);
        assertThat(cloud().notes())
                .singleElement()
                .asString()
                .startsWith(
                        "s3.max-connections: expected at least 17, as pipeline.studies-in-flight has"
                                + " it, came 16: ");
    }

    @Test
    void namesTheCatalogWithoutItsSecrets() {
        given.put("tables.catalog", "rest");
        given.put("tables.url", "https://host/catalog");
        given.put("tables.token", "hunter2");
        given.put("catalog.secret", "hunter2");

        assertThat(cloud().catalog()).hasToString("the REST catalog https://host/catalog");
    }
}
