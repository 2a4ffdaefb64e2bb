package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan;
import io.radstream.job.connect.iceberg.maintenance.TableMaintenance;
import io.radstream.job.connect.iceberg.maintenance.TableReport;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.server.EmulatorCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** What must hold of the tables in Glue, their files in S3, whoever plays Glue. */
abstract class GlueContract {

    private static final int COUNT = 60;
    private static final int A_CHECKPOINT = 10;
    private static final String KEY = "11111111-2222-3333-4444-555555555555";

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @TempDir Path folder;

    private final String bucket = "tables-" + UUID.randomUUID();
    private S3Client s3;
    CatalogLoader catalogs;
    Catalog catalog;

    abstract URI endpoint();

    abstract void empty();

    @BeforeEach
    void open() {
        empty();
        s3 =
                S3Client.builder()
                        .endpointOverride(endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(EmulatorCredentials.PROVIDER)
                        .forcePathStyle(true)
                        .build();
        s3.createBucket(request -> request.bucket(bucket));
        catalogs = settings().loader();
        catalog = catalogs.loadCatalog();
    }

    @AfterEach
    void close() {
        Numbers.close(catalog);
        s3.close();
    }

    @Test
    void makesTheTablesAndLetsThemGrow() {
        new IcebergTables(catalogs).create(new Tables(new Arms("eks", "standard", "f", "tls")));
        Table rejects = Numbers.load(catalog, "rejects");
        assertThat(TableUtil.formatVersion(rejects)).isEqualTo(2);
        assertThat(rejects.location()).startsWith("s3://" + bucket + "/warehouse/");

        Numbers.create(catalogs, Numbers.TABLE);
        String before = TableUtil.metadataFileLocation(Numbers.load(catalog, Numbers.TABLE));
        Numbers.create(catalogs, Numbers.TABLE);
        assertThat(TableUtil.metadataFileLocation(Numbers.load(catalog, Numbers.TABLE)))
                .isEqualTo(before);

        new IcebergTables(catalogs).create(List.of(TablePreparationTest.grown()));
        assertThat(Numbers.load(catalog, Numbers.TABLE).schema().findField("even").fieldId())
                .isEqualTo(5);
    }

    @Test
    void writesEachRowOnceAndMaintains() throws Exception {
        List<String> names = List.of("one", "two", "three", "four");
        Numbers.create(catalogs, names.toArray(new String[0]));
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder.resolve("checkpoints"), Duration.ofMillis(200));
        DataStream<Long> numbers = Numbers.upTo(COUNT, A_CHECKPOINT, environment);
        names.forEach(
                name ->
                        new IcebergTables(catalogs)
                                .append(numbers, Numbers.table(name), name + "-rows"));

        CLUSTER.start(environment).awaitEnd();

        for (String name : names) {
            assertThat(Numbers.in(catalogs, name)).isEqualTo(Numbers.all(COUNT));
        }
        s3.putObject(
                request -> request.bucket(bucket).key(prefix("one") + "data/lost.parquet"),
                RequestBody.fromBytes(new byte[4]));
        Instant later = Instant.now().plus(Duration.ofDays(100));
        List<TableReport> reports =
                new TableMaintenance(catalogs, Clock.fixed(later, ZoneOffset.UTC))
                        .run(MaintenancePlan.restorableSince(later));
        assertThat(reports).hasSize(4).allSatisfy(this::wasCompacted);
        assertThat(reports).extracting(TableReport::orphansRemoved).contains(1L);
        assertThat(keys("one")).isNotEmpty().noneMatch(key -> key.endsWith("lost.parquet"));
        for (String name : names) {
            assertThat(Numbers.in(catalogs, name)).isEqualTo(Numbers.all(COUNT));
        }
    }

    private void wasCompacted(TableReport report) {
        assertThat(report.problem()).isEmpty();
        assertThat(report.before().dataFiles()).isGreaterThanOrEqualTo(COUNT / A_CHECKPOINT);
        assertThat(report.after().dataFiles()).isEqualTo(1);
        assertThat(report.snapshotsExpired()).isPositive();
    }

    @Test
    void encryptsFilesWithTheKeyThatIsNamed() {
        CatalogLoader encrypting = settings().withKmsKey(KEY).loader();
        Catalog opened = encrypting.loadCatalog();
        try {
            Numbers.create(encrypting, Numbers.TABLE);
            new Commits(Numbers.load(opened, Numbers.TABLE), Numbers.table(), "job").add(0, 1);
        } finally {
            Numbers.close(opened);
        }

        List<S3Object> objects = s3.listObjectsV2(request -> request.bucket(bucket)).contents();
        assertThat(objects)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(
                        object -> {
                            var head =
                                    s3.headObject(
                                            request -> request.bucket(bucket).key(object.key()));
                            assertThat(head.serverSideEncryption())
                                    .isEqualTo(ServerSideEncryption.AWS_KMS);
                            assertThat(head.ssekmsKeyId()).contains(KEY);
                        });
    }

    @Test
    void refusesTablesThatItCannotWrite() {
        ((SupportsNamespaces) catalog).createNamespace(Namespace.of(Tables.DATABASE));
        Schema odd =
                new Schema(
                        Types.NestedField.optional(1, "number", Types.StringType.get()),
                        Types.NestedField.optional(2, "at", Types.TimestampType.withoutZone()),
                        Types.NestedField.optional(3, "name", Types.StringType.get()));
        catalog.createTable(
                TableIdentifier.of(Tables.DATABASE, "numbers"),
                odd,
                PartitionSpec.unpartitioned(),
                Map.of("format-version", "1"));
        try (GlueClient glue = glue()) {
            glue.createTable(
                    request ->
                            request.databaseName(Tables.DATABASE)
                                    .tableInput(
                                            input ->
                                                    input.name("view")
                                                            .tableType("VIRTUAL_VIEW")
                                                            .parameters(
                                                                    Map.of(
                                                                            "presto_view",
                                                                            "true"))));
            UnusableTablesException refused =
                    catchThrowableOfType(
                            UnusableTablesException.class,
                            () -> Numbers.createTogether(catalogs, "numbers", "view"));
            assertThat(TablePreparationTest.details(refused))
                    .containsExactlyInAnyOrder(
                            "numbers: expected format version 2, came 1",
                            "numbers: column number: expected long, came string",
                            "numbers: expected partitions by [day(at)], came []",
                            "view: expected an Iceberg table or nothing, came a view or a table"
                                    + " of another kind");
        }
    }

    @Test
    void saysThatTheBucketDoesNotExist() {
        CatalogLoader nowhere = settings("s3://no-such-bucket-here/warehouse").loader();
        ((SupportsNamespaces) catalog).createNamespace(Namespace.of(Tables.DATABASE));

        assertThatThrownBy(() -> Numbers.create(nowhere, Numbers.TABLE))
                .isInstanceOf(UnusableTablesException.class)
                .hasMessageContaining("Glue at " + endpoint())
                .hasMessageContaining("numbers: cannot be created or altered")
                .hasMessageContaining("bucket");
        // What Glue was told of nothing is not left behind.
        assertThat(catalog.listTables(Namespace.of(Tables.DATABASE))).isEmpty();
    }

    CatalogSettings settings() {
        return settings("s3://" + bucket + "/warehouse");
    }

    private CatalogSettings settings(String warehouse) {
        return CatalogSettings.glue(warehouse)
                .withRegion("us-east-1")
                .withGlueEndpoint(endpoint())
                .withS3Endpoint(endpoint())
                .withPathStyle(true)
                .withEmulatorKeys(EmulatorCredentials.KEY, EmulatorCredentials.KEY);
    }

    private String prefix(String table) {
        return "warehouse/" + Tables.DATABASE + ".db/" + table + "/";
    }

    private List<String> keys(String table) {
        return s3
                .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix(table)))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    private GlueClient glue() {
        return GlueClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(EmulatorCredentials.PROVIDER)
                .build();
    }
}
