package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.job.fixture.TableRows;
import io.radstream.job.fixture.TestCluster;
import io.radstream.record.EventOrigin;
import io.radstream.record.LatencyWindow;
import io.radstream.record.Metadata;
import io.radstream.record.PublishedResult;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import io.radstream.record.StudyResult;
import io.radstream.record.TelemetryEvent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A record becomes a row with all that it says; read back by a reader that knows no Flink. */
final class RowsTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Map<String, Object> ARMS =
            Map.of(
                    "deployment", "local",
                    "storage_class", "directory",
                    "scaling_mode", "fixed",
                    "security_mode", "plain");
    private static final Instant NEXT_DAY = Instant.parse("2026-03-05T00:00:00.001Z");

    @TempDir private Path folder;

    private final Tables definitions = new Tables(new Arms("local", "directory", "fixed", "plain"));
    private CatalogLoader catalog;
    private IcebergTables tables;

    @BeforeEach
    void open() {
        catalog = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        tables = new IcebergTables(catalog);
        tables.create(definitions);
    }

    /** No checkpoint is due before the input ends: the last one commits all. */
    private <T> List<Map<String, Object>> write(
            Class<T> type, TableDefinition<T> table, List<T> records) throws Exception {
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder, Duration.ofHours(1));
        tables.append(
                environment.fromData(records, TypeInformation.of(type)).uid("records"),
                table,
                "rows");
        CLUSTER.start(environment).awaitEnd();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Record row : new TableRows(catalog).of(table.name())) {
            Map<String, Object> values = new LinkedHashMap<>();
            row.struct()
                    .fields()
                    .forEach(field -> values.put(field.name(), row.getField(field.name())));
            assertThat(values).containsAllEntriesOf(ARMS);
            values.keySet().removeAll(ARMS.keySet());
            rows.add(values);
        }
        return rows;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** A map that takes nulls. */
    private static Map<String, Object> row(Object... keysAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            row.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return row;
    }

    @Test
    void ofTelemetry() throws Exception {
        TelemetryEvent full =
                TelemetryEvent.newBuilder()
                        .setEventId("e-1")
                        .setStudyId("S1")
                        .setStudyVersion("A1.51")
                        .setStage(Stage.inference)
                        .setStatus(Status.error)
                        .setLatencyMs(12.25)
                        .setTimestamp(Instant.parse("2026-03-04T05:06:07.891Z"))
                        .setErrorCode("inference_failed")
                        .setErrorMessage("expected an answer, came none")
                        .setProducer("inference")
                        .setAttempts(4)
                        .setReplay(true)
                        .setMetadataJson("{\"server_queue_ms\":1.5}")
                        .setModel(Records.model("radstream_detector"))
                        .build();
        TelemetryEvent bare =
                TelemetryEvent.newBuilder()
                        .setEventId("e-2")
                        .setStage(Stage.queue)
                        .setLatencyMs(-250)
                        .setTimestamp(NEXT_DAY)
                        .build();

        List<Map<String, Object>> rows =
                write(TelemetryEvent.class, definitions.telemetryEvents(), List.of(full, bare));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        row(
                                "event_id", "e-1",
                                "study_id", "S1",
                                "study_version", "A1.51",
                                "stage", "inference",
                                "status", "error",
                                "latency_ms", 12.25,
                                "timestamp", LocalDateTime.parse("2026-03-04T05:06:07.891"),
                                "error_code", "inference_failed",
                                "error_message", "expected an answer, came none",
                                "producer", "inference",
                                "attempts", 4L,
                                "replay", true,
                                "metadata", "{\"server_queue_ms\":1.5}",
                                "model_name", "radstream_detector",
                                "model_version", "1",
                                "model_digest", "sha256:00",
                                "arm", "stable"),
                        row(
                                "event_id",
                                "e-2",
                                "study_id",
                                "",
                                "study_version",
                                "",
                                "stage",
                                "queue",
                                "status",
                                "success",
                                "latency_ms",
                                -250.0,
                                "timestamp",
                                utc(NEXT_DAY),
                                "error_code",
                                null,
                                "error_message",
                                null,
                                "producer",
                                "",
                                "attempts",
                                1L,
                                "replay",
                                false,
                                "metadata",
                                null,
                                "model_name",
                                null,
                                "model_version",
                                null,
                                "model_digest",
                                null,
                                "arm",
                                null));
        assertThat(days("telemetry_events"))
                .as("one file a day")
                .containsExactlyInAnyOrder("2026-03-04", "2026-03-05");
    }

    private List<String> days(String table) throws Exception {
        List<String> days = new ArrayList<>();
        try (CloseableIterable<FileScanTask> files =
                new TableRows(catalog).table(table).newScan().planFiles()) {
            for (FileScanTask task : files) {
                DataFile file = task.file();
                String path = task.spec().partitionToPath(file.partition());
                days.add(path.substring(path.indexOf('=') + 1));
            }
        }
        return days;
    }

    @Test
    void ofLatencyWindows() throws Exception {
        ByteBuffer sketch = sketchOf(10, 20, 30);
        LatencyWindow minute =
                new LatencyWindow(
                        ManualClock.START,
                        ManualClock.START.plusSeconds(60),
                        Stage.fetch_image,
                        null,
                        3L,
                        1L,
                        1L,
                        1L,
                        10.0,
                        30.0,
                        60.0,
                        sketch);
        LatencyWindow hour =
                LatencyWindow.newBuilder(minute)
                        .setWindowEnd(ManualClock.START.plusSeconds(3600))
                        .setModel(Records.model("m"))
                        .build();

        List<Map<String, Object>> rows =
                write(LatencyWindow.class, definitions.latencyWindows(), List.of(minute, hour));

        assertThat(rows)
                .extracting(row -> row.get("window_size"))
                .containsExactlyInAnyOrder("1m", "1h");
        for (Map<String, Object> row : rows) {
            assertThat(row)
                    .containsEntry("window_start", utc(ManualClock.START))
                    .containsEntry("stage", "fetch_image")
                    .containsEntry("count", 3L)
                    .containsEntry("success", 1L)
                    .containsEntry("failed", 1L)
                    .containsEntry("error", 1L)
                    .containsEntry("min_ms", 10.0)
                    .containsEntry("max_ms", 30.0)
                    .containsEntry("sum_ms", 60.0)
                    .containsEntry("mean_ms", 20.0)
                    .containsEntry("p50_ms", 20.0)
                    .containsEntry("p99_ms", 30.0)
                    .containsEntry("sketch", sketch);
        }
    }

    private static ByteBuffer sketchOf(double... values) {
        io.airlift.stats.TDigest digest = new io.airlift.stats.TDigest(200);
        for (double value : values) {
            digest.add(value);
        }
        return ByteBuffer.wrap(digest.serialize().getBytes());
    }

    @Test
    void ofResults() throws Exception {
        StudyResult result = Records.result("S1", 1);
        StudyResult withPatient =
                StudyResult.newBuilder(Records.result("S2", 2))
                        .setMetadata(
                                Metadata.newBuilder(Records.metadata())
                                        .setModality(null)
                                        .setBodyPart(null)
                                        .setPatientPseudonym("0123")
                                        .setPseudonymKeyId("key-1")
                                        .build())
                        .build();

        List<Map<String, Object>> rows =
                write(
                        PublishedResult.class,
                        definitions.inferenceResults(),
                        List.of(
                                new PublishedResult(
                                        result, "results/S1/x.json", ManualClock.START, 812.5),
                                new PublishedResult(
                                        withPatient, "results/S2/x.json", NEXT_DAY, 1.0)));

        Map<String, Object> expected =
                row(
                        "study_id", "S1",
                        "study_version", result.getStudy().getStudyVersion(),
                        "timestamp", utc(ManualClock.START),
                        "view", "PA",
                        "modality", "X-RAY",
                        "body_part", "CHEST",
                        "patient_pseudonym", null,
                        "pseudonym_key_id", null,
                        "top_class", "normal",
                        "confidence", 0.75,
                        "detections", 1L,
                        "e2e_ms", 812.5,
                        "image_bytes", 1000L,
                        "key", "results/S1/x.json",
                        "replay", false,
                        "model_name", "radstream_classifier",
                        "model_version", "1",
                        "model_digest", "sha256:00",
                        "arm", "stable");
        assertThat(rows).hasSize(2).contains(expected);
        expected.put("study_id", "S2");
        expected.put("study_version", withPatient.getStudy().getStudyVersion());
        expected.put("timestamp", utc(NEXT_DAY));
        expected.put("modality", null);
        expected.put("body_part", null);
        expected.put("patient_pseudonym", "0123");
        expected.put("pseudonym_key_id", "key-1");
        expected.put("e2e_ms", 1.0);
        expected.put("key", "results/S2/x.json");
        assertThat(rows).contains(expected);
    }

    @Test
    void ofRejects() throws Exception {
        Reject ofStudy =
                Reject.newBuilder()
                        .setStudyId("S1")
                        .setStudyVersion("A1.-")
                        .setObjects(List.of(Records.image("S1", "A1")))
                        .setStage("pair")
                        .setCode(RejectCode.sidecar_missing)
                        .setMessage("expected the sidecar, came none")
                        .setAttempts(1)
                        .setAt(ManualClock.START)
                        .setReplay(true)
                        .build();
        Reject ofEvent =
                Reject.newBuilder()
                        .setOrigin(new EventOrigin("shard-0", "49590", 7L, "00ff"))
                        .setCode(RejectCode.event_malformed)
                        .setMessage("expected an envelope")
                        .setAt(NEXT_DAY)
                        .build();

        List<Map<String, Object>> rows =
                write(Reject.class, definitions.rejects(), List.of(ofStudy, ofEvent));

        assertThat(rows).hasSize(2);
        Map<String, Object> study =
                rows.stream().filter(r -> r.get("study_id") != null).findFirst().orElseThrow();
        assertThat((String) study.remove("event"))
                .startsWith("[{\"bucket\":\"images-bucket\",\"key\":\"images/S1/S1.jpg\"")
                .contains("\"sequencer\":\"A1\"");
        assertThat(study)
                .isEqualTo(
                        row(
                                "study_id", "S1",
                                "study_version", "A1.-",
                                "stage", "pair",
                                "code", "sidecar_missing",
                                "message", "expected the sidecar, came none",
                                "attempts", 1L,
                                "at", utc(ManualClock.START),
                                "replay", true));
        assertThat(rows)
                .contains(
                        row(
                                "study_id",
                                null,
                                "study_version",
                                null,
                                "event",
                                "{\"shard\":\"shard-0\",\"sequence_number\":\"49590\",\"length\":7,\"sha256\":\"00ff\"}",
                                "stage",
                                "event",
                                "code",
                                "event_malformed",
                                "message",
                                "expected an envelope",
                                "attempts",
                                1L,
                                "at",
                                utc(NEXT_DAY),
                                "replay",
                                false));
    }
}
