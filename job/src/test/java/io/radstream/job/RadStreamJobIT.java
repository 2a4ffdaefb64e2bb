package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.radstream.fixture.Wait;
import io.radstream.job.cloud.CloudServers;
import io.radstream.job.connect.iceberg.CatalogSettings;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.TableRows;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.job.server.EmulatorCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The whole job as it is submitted, from its configuration on, between servers. */
@Timeout(240)
final class RadStreamJobIT {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final ObjectMapper JSON = new ObjectMapper();

    private static CloudServers servers;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws IOException {
        servers = new CloudServers("whole-job");
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void takesStudiesFromTheStreamToObjectArchiveAndTable() throws Exception {
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder.resolve("checkpoints"), Duration.ofSeconds(1));
        RadStreamJob.addTo(environment, "--properties", propertyGroups().toString());
        List<ScriptedStudy> studies = HandMade.pairs("cloud", 5);
        HandMade.objects(studies).forEach(servers::land);
        RunningJob job = CLUSTER.start(environment);

        Wait.until("all are in the table", () -> resultRows().size() == studies.size());
        Wait.until("all are in the archive", () -> archive().size() == studies.size());
        List<Record> rows = resultRows();
        List<JsonNode> archived = archive();
        job.cancel();

        List<String> ids = studies.stream().map(ScriptedStudy::studyId).toList();
        assertThat(rows)
                .extracting(row -> row.getField("study_id"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(rows).extracting(row -> row.getField("deployment")).containsOnly("it");
        assertThat(archived)
                .extracting(line -> line.get("study_id").asText())
                .containsExactlyInAnyOrderElementsOf(ids);
        for (String id : ids) {
            JsonNode result = result(id);
            assertThat(result.path("metadata").path("patient_pseudonym").asText())
                    .matches("[0-9a-f]{64}");
            assertThat(result.toString()).doesNotContain("PATIENT-");
        }
    }

    /** As Managed Flink would give them. */
    private Path propertyGroups() throws IOException {
        Map<String, String> settings = servers.settings();
        settings.put("arms.deployment", "it");
        Map<String, Map<String, String>> groups = new TreeMap<>();
        settings.forEach(
                (path, value) ->
                        groups.computeIfAbsent(
                                        path.substring(0, path.indexOf('.')),
                                        group -> new TreeMap<>())
                                .put(path.substring(path.indexOf('.') + 1), value));
        ArrayNode array = JSON.createArrayNode();
        groups.forEach(
                (group, properties) ->
                        array.addObject()
                                .put("PropertyGroupId", group)
                                .set("PropertyMap", JSON.valueToTree(properties)));
        return Files.writeString(folder.resolve("groups.json"), array.toString());
    }

    private static List<Record> resultRows() throws IOException {
        return new TableRows(catalog()).of("inference_results");
    }

    private static CatalogLoader catalog() {
        Map<String, String> settings = servers.settings();
        return CatalogSettings.glue(settings.get("tables.warehouse"))
                .withRegion(settings.get("aws.region"))
                .withGlueEndpoint(URI.create(settings.get("tables.glue-endpoint")))
                .withS3Endpoint(URI.create(settings.get("tables.s3-endpoint")))
                .withPathStyle(true)
                .withEmulatorKeys(EmulatorCredentials.KEY, EmulatorCredentials.KEY)
                .loader();
    }

    private static List<JsonNode> archive() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String key : keys("archive/")) {
            try (BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(
                                            servers.s3()
                                                    .getObject(
                                                            request ->
                                                                    request.bucket(
                                                                                    CloudServers
                                                                                            .RESULTS)
                                                                            .key(key))),
                                    StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }

    private static JsonNode result(String studyId) throws IOException {
        String key = keys("results/" + studyId + "/").get(0);
        return JSON.readTree(
                servers.s3()
                        .getObjectAsBytes(request -> request.bucket(CloudServers.RESULTS).key(key))
                        .asByteArray());
    }

    private static List<String> keys(String prefix) {
        return servers
                .s3()
                .listObjectsV2Paginator(
                        request -> request.bucket(CloudServers.RESULTS).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }
}
