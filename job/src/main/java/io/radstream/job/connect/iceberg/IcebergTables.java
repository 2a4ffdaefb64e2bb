package io.radstream.job.connect.iceberg;

import io.radstream.job.connect.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.TableLoader;
import org.apache.iceberg.flink.sink.IcebergSink;

/** The tables in a catalog: made where they are missing, and written to, each row once. */
public final class IcebergTables {

    private final CatalogLoader catalogs;

    /** Tables in the catalog that this opens. */
    public IcebergTables(CatalogLoader catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * Makes the database and those of the tables that are missing, and adds to the others what this
     * release has added. Whoever else does the same at the same time is no problem.
     *
     * @throws UnusableTablesException where a table is not one that this release can write, or the
     *     catalog cannot be used; nothing has been changed then, unless the catalog itself refused
     *     midway
     */
    public void create(Tables tables) {
        create(tables.all());
    }

    /**
     * What stands in the way of writing the tables; changes nothing.
     *
     * @param complete whether what {@link #create} would make or add is a problem too
     */
    public List<Problem> problems(Tables tables, boolean complete) {
        return new TablePreparation(catalogs).problems(tables.all(), complete);
    }

    void create(List<TableDefinition<?>> tables) {
        new TablePreparation(catalogs).prepare(tables);
    }

    /**
     * Writes the stream's records as rows of the table: they show when the checkpoint that they
     * belong to is complete. The table must exist.
     */
    public <T> void append(DataStream<T> records, TableDefinition<T> definition, String rowsUid) {
        TableLoader tables =
                TableLoader.fromCatalog(
                        catalogs, TableIdentifier.of(Tables.DATABASE, definition.name()));
        Table table = load(tables);
        RowLayout layout = RowLayout.of(definition, table.schema());
        TypeInformation<RowData> rowType =
                InternalTypeInfo.of(FlinkSchemaUtil.convert(table.schema()));
        DataStream<RowData> rows =
                records.map(new TableRows<>(definition, layout, tables), rowType)
                        .name(definition.name() + " rows")
                        .uid(rowsUid);
        IcebergSink.forRowData(rows)
                .tableLoader(tables)
                // The very schema that the rows are laid out by, whatever is committed meanwhile.
                .table(table)
                // One writer: a table gets few rows, and every writer makes a file a checkpoint.
                .writeParallelism(1)
                .distributionMode(DistributionMode.NONE)
                .uidSuffix(definition.name() + "-table")
                .append();
    }

    private static Table load(TableLoader tables) {
        try (TableLoader loader = tables.clone()) {
            loader.open();
            return loader.loadTable();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
