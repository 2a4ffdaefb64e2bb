package io.radstream.local.tables;

import io.radstream.job.connect.iceberg.Catalogs;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.local.folder.OutFolder;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;

/** The Parquet files of every table's current snapshot. */
public final class TableFiles {

    private TableFiles() {}

    /** Each table's name with its schema and its files. */
    static Map<String, Contents> of(OutFolder out) {
        Catalog catalog = Catalogs.sqlite(out.catalog(), out.warehouse()).loadCatalog();
        try {
            Map<String, Contents> tables = new LinkedHashMap<>();
            for (TableIdentifier name : catalog.listTables(Namespace.of(Tables.DATABASE))) {
                Table table = catalog.loadTable(name);
                tables.put(name.name(), new Contents(table, files(table)));
            }
            return tables;
        } finally {
            close(catalog);
        }
    }

    /** Whether anything has been committed to any table. */
    public static boolean anyCommitted(OutFolder out) {
        return Files.exists(out.catalog())
                && of(out).values().stream()
                        .anyMatch(files -> files.table().currentSnapshot() != null);
    }

    /** A table with the files of its current snapshot. */
    record Contents(Table table, List<Path> paths) {}

    private static List<Path> files(Table table) {
        List<Path> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            tasks.forEach(task -> files.add(Path.of(URI.create(task.file().location()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
