package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteCatalogTest {

    private static final int COMMITTERS = 4;
    private static final int COMMITS = 15;
    private static final Namespace DATABASE = Namespace.of("database");

    @TempDir private Path folder;

    /**
     * Each sink of the job has a catalog of its own, and all commit when a checkpoint is complete.
     */
    @Test
    void takesCommitsOfSeveralAtOnce() throws Exception {
        Catalog catalog = open();
        ((SupportsNamespaces) catalog).createNamespace(DATABASE);
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < COMMITTERS; i++) {
            catalog.createTable(
                    name(i), new Schema(Types.NestedField.optional(1, "n", Types.LongType.get())));
            tables.add(open().loadTable(name(i)));
        }
        ExecutorService committers = Executors.newFixedThreadPool(COMMITTERS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            tables.forEach(table -> ends.add(committers.submit(() -> commitAll(table))));
            for (Future<?> end : ends) {
                end.get(2, TimeUnit.MINUTES);
            }
        } finally {
            committers.shutdownNow();
        }

        for (int i = 0; i < COMMITTERS; i++) {
            assertThat(catalog.loadTable(name(i)).snapshots()).hasSize(COMMITS);
        }
    }

    private void commitAll(Table table) {
        for (int i = 0; i < COMMITS; i++) {
            DataFile file =
                    DataFiles.builder(PartitionSpec.unpartitioned())
                            .withPath("file:/" + table.name() + "/" + i + ".parquet")
                            .withFileSizeInBytes(1)
                            .withRecordCount(1)
                            .build();
            table.newAppend().appendFile(file).commit();
        }
    }

    private Catalog open() {
        return Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"))
                .loadCatalog();
    }

    private static TableIdentifier name(int i) {
        return TableIdentifier.of(DATABASE, "table_" + i);
    }
}
