package io.radstream.job.connect.iceberg;

import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.TableUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.IcebergSink;

/** The tables in a catalog: made where they are missing, and written to, each row once. */
public final class IcebergTables {

    /** The newest that Athena reads. */
    private static final int FORMAT_VERSION = 2;

    private final CatalogLoader catalogs;

    /** Tables in the catalog that this opens. */
    public IcebergTables(CatalogLoader catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * Makes the database and those of the tables that are missing.
     *
     * @throws IllegalStateException where a table is there in a version that not all readers take
     */
    public void create(Tables tables) {
        Catalog catalog = catalogs.loadCatalog();
        Namespace database = Namespace.of(Tables.DATABASE);
        SupportsNamespaces namespaces = (SupportsNamespaces) catalog;
        if (!namespaces.namespaceExists(database)) {
            namespaces.createNamespace(database);
        }
        for (TableDefinition<?> table : tables.all()) {
            TableIdentifier name = TableIdentifier.of(database, table.name());
            requireVersion(
                    catalog.tableExists(name)
                            ? catalog.loadTable(name)
                            : catalog.createTable(
                                    name,
                                    table.schema(),
                                    table.partitioning(),
                                    Map.of(
                                            TableProperties.FORMAT_VERSION,
                                            String.valueOf(FORMAT_VERSION))));
        }
    }

    private static void requireVersion(Table table) {
        int version = TableUtil.formatVersion(table);
        if (version != FORMAT_VERSION) {
            throw new IllegalStateException(
                    String.format(
                            "table %s: expected Iceberg format version %d, came %d; write to another"
                                    + " database, or rename this table",
                            table.name(), FORMAT_VERSION, version));
        }
    }

    /**
     * Writes the stream's records as rows of the table: they show when the checkpoint that they
     * belong to is complete.
     */
    public <T> void append(DataStream<T> records, TableDefinition<T> table, String rowsUid) {
        RowType type = FlinkSchemaUtil.convert(table.schema());
        TypeInformation<RowData> typeInformation = InternalTypeInfo.of(type);
        MapFunction<T, RowData> toRow = table::row;
        DataStream<RowData> rows =
                records.map(toRow, typeInformation).name(table.name() + " rows").uid(rowsUid);
        IcebergSink.forRowData(rows)
                .tableLoader(
                        TableLoader.fromCatalog(
                                catalogs, TableIdentifier.of(Tables.DATABASE, table.name())))
                // One writer: a table gets few rows, and every writer makes a file a checkpoint.
                .writeParallelism(1)
                .distributionMode(DistributionMode.NONE)
                .uidSuffix(table.name() + "-table")
                .append();
    }
}
