package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.job.connect.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.catalog.ViewCatalog;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePreparationTest {

    private static final Namespace DATABASE = Namespace.of(Tables.DATABASE);

    @TempDir Path folder;

    private CatalogLoader catalogs;
    private Catalog catalog;

    @BeforeEach
    void open() {
        catalogs = Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
        catalog = catalogs.loadCatalog();
    }

    @AfterEach
    void close() {
        Numbers.close(catalog);
    }

    @Test
    void makesWhatIsMissing() {
        new IcebergTables(catalogs).create(new Tables(new Arms("local", "d", "f", "p")));

        assertThat(catalog.listTables(DATABASE))
                .extracting(TableIdentifier::name)
                .containsExactlyInAnyOrder(
                        "telemetry_events", "latency_windows", "inference_results", "rejects");
        Table rejects = Numbers.load(catalog, "rejects");
        assertThat(TableUtil.formatVersion(rejects)).isEqualTo(2);
        assertThat(rejects.spec().fields()).extracting("name").containsExactly("at_day");
        assertThat(rejects.properties())
                .containsEntry("write.metadata.delete-after-commit.enabled", "true")
                .containsEntry("write.metadata.previous-versions-max", "100");
    }

    @Test
    void changesNothingWhereNothingIsNew() {
        prepare(Numbers.table());
        String before = location("numbers");

        prepare(Numbers.table());

        assertThat(location("numbers")).isEqualTo(before);
    }

    @Test
    void addsNewColumnsByNameAndKeepsIds() {
        prepare(Numbers.table());
        Map<String, Integer> before = ids("numbers");

        prepare(grown());

        assertThat(ids("numbers"))
                .containsAllEntriesOf(before)
                .containsEntry("half", 4)
                .containsEntry("even", 5);
        assertThat(Numbers.load(catalog, "numbers").schema().findField("even"))
                .satisfies(
                        even -> {
                            assertThat(even.isOptional()).isTrue();
                            assertThat(even.doc()).isEqualTo("whether it is even");
                        });
    }

    @Test
    void leavesColumnsOfANewerReleaseAlone() {
        prepare(grown());
        Map<String, Integer> before = ids("numbers");

        prepare(Numbers.table());

        assertThat(ids("numbers")).isEqualTo(before);
    }

    @Test
    void keepsPropertiesThatSomebodyHasSet() {
        prepare(Numbers.table());
        Numbers.load(catalog, "numbers")
                .updateProperties()
                .set("write.metadata.previous-versions-max", "7")
                .remove("commit.retry.num-retries")
                .commit();

        prepare(Numbers.table());

        assertThat(Numbers.load(catalog, "numbers").properties())
                .containsEntry("write.metadata.previous-versions-max", "7")
                .containsEntry("commit.retry.num-retries", "20");
    }

    @Test
    void tellsEveryDifferenceOfEveryTableAtOnceAndChangesNothing() {
        ((SupportsNamespaces) catalog).createNamespace(DATABASE);
        Schema odd =
                new Schema(
                        List.of(
                                Types.NestedField.required(1, "number", Types.LongType.get()),
                                Types.NestedField.optional(2, "at", Types.TimestampType.withZone()),
                                Types.NestedField.required(3, "tenant", Types.StringType.get())),
                        java.util.Set.of(1));
        catalog.createTable(
                TableIdentifier.of(DATABASE, "numbers"),
                odd,
                PartitionSpec.builderFor(odd).identity("tenant").build(),
                Map.of("format-version", "3", "write.upsert.enabled", "true"));
        Schema plain = Numbers.table().schema();
        catalog.createTable(
                TableIdentifier.of(DATABASE, "others"),
                plain,
                PartitionSpec.builderFor(plain).hour("at").build(),
                Map.of("format-version", "1"));
        String before = location("numbers");

        UnusableTablesException refused =
                catchThrowableOfType(
                        UnusableTablesException.class,
                        () ->
                                prepare(
                                        Numbers.table("numbers"),
                                        Numbers.table("others"),
                                        Numbers.table("more")));

        assertThat(details(refused))
                .containsExactlyInAnyOrder(
                        "numbers: expected format version 2, came 3",
                        "numbers: column number: expected optional, came required",
                        "numbers: column at: expected timestamp, came timestamptz",
                        "numbers: column tenant: came required, and this release has no value for it",
                        "numbers: expected no identifier columns, came number",
                        "numbers: expected partitions by [day(at)], came [identity(tenant)]",
                        "numbers: expected rows to be appended only, came write.upsert.enabled=true",
                        "others: expected format version 2, came 1",
                        "others: expected partitions by [day(at)], came [hour(at)]");
        assertThat(location("numbers")).isEqualTo(before);
        assertThat(catalog.tableExists(TableIdentifier.of(DATABASE, "more"))).isFalse();
    }

    @Test
    void refusesAViewInATablesPlace() {
        ((SupportsNamespaces) catalog).createNamespace(DATABASE);
        ((ViewCatalog) catalog)
                .buildView(TableIdentifier.of(DATABASE, "numbers"))
                .withSchema(Numbers.table().schema())
                .withDefaultNamespace(DATABASE)
                .withQuery("trino", "select 1")
                .create();

        assertThatThrownBy(() -> prepare(Numbers.table()))
                .isInstanceOf(UnusableTablesException.class)
                .hasMessageContaining("numbers: expected an Iceberg table or nothing, came a view");
    }

    @Test
    void saysWhatItMayNotDo() {
        assertThatThrownBy(() -> new IcebergTables(denying("namespace")).create(tables()))
                .isInstanceOf(UnusableTablesException.class)
                .hasMessageContaining(
                        "the database radstream_analytics can be neither found nor made:"
                                + " not authorized to create namespaces");

        UnusableTablesException refused =
                catchThrowableOfType(
                        UnusableTablesException.class,
                        () ->
                                new IcebergTables(denying("table"))
                                        .create(
                                                List.of(
                                                        Numbers.table("numbers"),
                                                        Numbers.table("others"))));
        assertThat(details(refused))
                .containsExactly(
                        "numbers: cannot be created or altered: not authorized to create tables",
                        "others: cannot be created or altered: not authorized to create tables");
    }

    @Test
    void saysThatACatalogCannotBeOpened() {
        CatalogLoader nowhere =
                CatalogSettings.jdbc(
                                "jdbc:sqlite:" + folder.resolve("no/such/folder/catalog.db"),
                                folder.toUri().toString())
                        .loader();

        assertThatThrownBy(() -> new IcebergTables(nowhere).create(tables()))
                .isInstanceOf(UnusableTablesException.class)
                .hasMessageContaining("it cannot be opened")
                .hasMessageContaining("no/such/folder");
    }

    @Test
    void severalJobsMayStartAtOnce() throws Exception {
        int jobs = 6;
        CyclicBarrier start = new CyclicBarrier(jobs);
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        try {
            for (TableDefinition<Long> release : List.of(Numbers.table(), grown())) {
                List<Callable<Void>> creations = new ArrayList<>();
                for (int i = 0; i < jobs; i++) {
                    creations.add(
                            () -> {
                                start.await(30, TimeUnit.SECONDS);
                                new IcebergTables(fresh()).create(List.of(release));
                                return null;
                            });
                }
                for (Future<Void> creation : threads.invokeAll(creations)) {
                    creation.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }

        CatalogLoader shared = fresh();
        Catalog opened = shared.loadCatalog();
        try {
            assertThat(Numbers.load(opened, "numbers").schema().columns())
                    .extracting(Types.NestedField::name)
                    .containsExactly("number", "at", "name", "half", "even");
        } finally {
            Numbers.close(opened);
        }
    }

    /** A database that nobody has opened before. */
    private CatalogLoader fresh() {
        return Catalogs.sqlite(folder.resolve("fresh.db"), folder.resolve("fresh"));
    }

    private void prepare(TableDefinition<?>... tables) {
        new IcebergTables(catalogs).create(List.of(tables));
    }

    private static List<TableDefinition<?>> tables() {
        return List.of(Numbers.table());
    }

    /** What a later release has: a column among the others, and one at the end. */
    static TableDefinition<Long> grown() {
        List<Column<Long>> columns = Numbers.columns();
        columns.add(0, Column.number("half", "its half", number -> number / 2.0));
        columns.add(Column.flag("even", "whether it is even", number -> number % 2 == 0));
        return new TableDefinition<>(Numbers.TABLE, "at", columns);
    }

    private Map<String, Integer> ids(String table) {
        Map<String, Integer> ids = new java.util.HashMap<>();
        Numbers.load(catalog, table)
                .schema()
                .columns()
                .forEach(column -> ids.put(column.name(), column.fieldId()));
        return ids;
    }

    private String location(String table) {
        return TableUtil.metadataFileLocation(Numbers.load(catalog, table));
    }

    private CatalogLoader denying(String what) {
        return CatalogLoader.custom(
                Catalogs.NAME,
                Map.of(
                        "uri",
                        "jdbc:sqlite:" + folder.resolve(what + ".db"),
                        "warehouse",
                        folder.toUri().toString(),
                        "denied",
                        what),
                new org.apache.hadoop.conf.Configuration(false),
                DenyingCatalog.class.getName());
    }

    /** A catalog of somebody who may not do everything. */
    public static final class DenyingCatalog extends JdbcCatalog {

        private String denied;

        @Override
        public void initialize(String name, Map<String, String> properties) {
            denied = properties.get("denied");
            super.initialize(name, properties);
        }

        @Override
        public void createNamespace(Namespace namespace, Map<String, String> metadata) {
            if (denied.equals("namespace")) {
                throw new ForbiddenException("not authorized to create namespaces");
            }
            super.createNamespace(namespace, metadata);
        }

        @Override
        public TableBuilder buildTable(TableIdentifier identifier, Schema schema) {
            if (denied.equals("table")) {
                throw new ForbiddenException("not authorized to create tables");
            }
            return super.buildTable(identifier, schema);
        }
    }

    /** What is wrong with the tables, all of which is the tables' own fault. */
    static List<String> details(UnusableTablesException refused) {
        assertThat(refused.problems())
                .allMatch(problem -> problem.fault() == Problem.Fault.NAME)
                .allMatch(
                        problem -> problem.text().startsWith("expected tables that this release"));
        return refused.problems().stream()
                .map(problem -> problem.text().replaceFirst(".*( warehouse \\S+|Catalog}): ", ""))
                .toList();
    }
}
