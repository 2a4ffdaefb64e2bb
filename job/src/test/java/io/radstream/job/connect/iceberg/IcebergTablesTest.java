package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.job.fixture.TableRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are those of the data contract. */
final class IcebergTablesTest {

    private static final List<String> ARMS =
            List.of("deployment", "storage_class", "scaling_mode", "security_mode");
    private static final List<String> MODEL =
            List.of("model_name", "model_version", "model_digest", "arm");

    @TempDir private Path folder;

    private final Tables definitions = new Tables(new Arms("a", "b", "c", "d"));
    private CatalogLoader catalog;
    private IcebergTables tables;

    @BeforeEach
    void open() {
        catalog = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        tables = new IcebergTables(catalog);
    }

    private Table table(String name) {
        return new TableRows(catalog).table(name);
    }

    @SafeVarargs
    private static List<String> columns(List<String>... parts) {
        List<String> columns = new ArrayList<>();
        for (List<String> part : parts) {
            columns.addAll(part);
        }
        return columns;
    }

    @Test
    void haveTheContractsColumns() {
        tables.create(definitions);

        check(
                "telemetry_events",
                "timestamp",
                columns(
                        List.of(
                                "event_id",
                                "study_id",
                                "study_version",
                                "stage",
                                "status",
                                "latency_ms",
                                "timestamp",
                                "error_code",
                                "error_message",
                                "producer",
                                "attempts",
                                "replay",
                                "metadata"),
                        MODEL,
                        ARMS));
        check(
                "latency_windows",
                "window_start",
                columns(
                        List.of(
                                "window_size",
                                "window_start",
                                "window_end",
                                "stage",
                                "count",
                                "success",
                                "failed",
                                "error",
                                "min_ms",
                                "max_ms",
                                "sum_ms",
                                "mean_ms",
                                "p50_ms",
                                "p95_ms",
                                "p99_ms",
                                "sketch"),
                        MODEL,
                        ARMS));
        check(
                "inference_results",
                "timestamp",
                columns(
                        List.of(
                                "study_id",
                                "study_version",
                                "timestamp",
                                "view",
                                "modality",
                                "body_part",
                                "patient_pseudonym",
                                "pseudonym_key_id",
                                "top_class",
                                "confidence",
                                "detections",
                                "e2e_ms",
                                "image_bytes",
                                "key",
                                "replay"),
                        MODEL,
                        ARMS));
        check(
                "rejects",
                "at",
                columns(
                        List.of(
                                "study_id",
                                "study_version",
                                "event",
                                "stage",
                                "code",
                                "message",
                                "attempts",
                                "at",
                                "replay"),
                        ARMS));
    }

    private void check(String name, String timeColumn, List<String> columns) {
        Table table = table(name);
        assertThat(table.schema().columns())
                .as(name)
                .extracting(Types.NestedField::name)
                .containsExactlyElementsOf(columns);
        assertThat(table.schema().columns())
                .as("%s is documented", name)
                .allMatch(column -> column.doc() != null && column.doc().length() > 5)
                .allMatch(Types.NestedField::isOptional);
        assertThat(table.schema().columns())
                .extracting(Types.NestedField::type)
                .as("%s: what Athena can build views of", name)
                .allMatch(IcebergTablesTest::isPlain);
        assertThat(table.schema().findType(timeColumn))
                .as("6 digits, no zone")
                .isEqualTo(Types.TimestampType.withoutZone());
        assertThat(table.spec().fields())
                .extracting(PartitionField::name, field -> field.transform().toString())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(timeColumn + "_day", "day"));
        assertThat(TableUtil.formatVersion(table)).isEqualTo(2);
    }

    private static boolean isPlain(Type type) {
        return type.isPrimitiveType()
                && (type.typeId() != Type.TypeID.TIMESTAMP
                        || type.equals(Types.TimestampType.withoutZone()));
    }

    @Test
    void areMadeOnce() {
        tables.create(definitions);
        List<String> before =
                definitions.all().stream().map(t -> table(t.name()).uuid().toString()).toList();

        tables.create(definitions);
        new IcebergTables(catalog).create(new Tables(new Arms("other", "b", "c", "d")));

        assertThat(definitions.all())
                .extracting(t -> table(t.name()).uuid().toString())
                .isEqualTo(before);
    }

    @Test
    void areMadeWhereSomeAreMissing() {
        tables.create(definitions);
        catalog.loadCatalog().dropTable(TableIdentifier.of(Tables.DATABASE, "rejects"));

        tables.create(definitions);

        assertThat(table("rejects").currentSnapshot()).isNull();
    }

    /** Athena reads nothing newer than 2, and an older one takes no row-level changes. */
    @Test
    void areRefusedInAnotherFormatVersion() {
        for (String version : List.of("1", "3")) {
            Catalog other = catalog.loadCatalog();
            Namespace database = Namespace.of(Tables.DATABASE);
            if (!((SupportsNamespaces) other).namespaceExists(database)) {
                ((SupportsNamespaces) other).createNamespace(database);
            }
            TableIdentifier name = TableIdentifier.of(database, "rejects");
            other.createTable(
                    name,
                    definitions.rejects().schema(),
                    definitions.rejects().partitioning(),
                    Map.of(TableProperties.FORMAT_VERSION, version));

            assertThatThrownBy(() -> tables.create(definitions))
                    .isInstanceOf(UnusableTablesException.class)
                    .hasMessageContaining("rejects")
                    .hasMessageContaining("version 2, came " + version);
            other.dropTable(name);
        }
    }
}
