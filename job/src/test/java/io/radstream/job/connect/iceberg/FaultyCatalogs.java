package io.radstream.job.connect.iceberg;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** Another loader's catalogs, in which something may happen around each commit of a job. */
public final class FaultyCatalogs implements CatalogLoader {

    private static final long serialVersionUID = 1L;

    /** What happens around a job's commit. */
    public interface Fault extends Serializable {
        void before(String table);

        void after(String table);
    }

    private final CatalogLoader catalogs;
    private final Fault fault;

    public FaultyCatalogs(CatalogLoader catalogs, Fault fault) {
        this.catalogs = catalogs;
        this.fault = fault;
    }

    @Override
    public Catalog loadCatalog() {
        return new FaultyCatalog(catalogs.loadCatalog());
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public CatalogLoader clone() {
        return new FaultyCatalogs(catalogs.clone(), fault);
    }

    private final class FaultyCatalog implements Catalog, Closeable {

        private final Catalog catalog;

        FaultyCatalog(Catalog catalog) {
            this.catalog = catalog;
        }

        @Override
        public Table loadTable(TableIdentifier identifier) {
            Table table = catalog.loadTable(identifier);
            return new BaseTable(
                    new FaultyOperations(
                            ((HasTableOperations) table).operations(), identifier.name()),
                    table.name());
        }

        @Override
        public List<TableIdentifier> listTables(Namespace namespace) {
            return catalog.listTables(namespace);
        }

        @Override
        public boolean dropTable(TableIdentifier identifier, boolean purge) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renameTable(TableIdentifier from, TableIdentifier to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() throws IOException {
            Numbers.close(catalog);
        }
    }

    private final class FaultyOperations implements TableOperations {

        private final TableOperations operations;
        private final String table;

        FaultyOperations(TableOperations operations, String table) {
            this.operations = operations;
            this.table = table;
        }

        @Override
        public void commit(TableMetadata base, TableMetadata metadata) {
            boolean ofJob = isOfJob(metadata);
            if (ofJob) {
                fault.before(table);
            }
            operations.commit(base, metadata);
            if (ofJob) {
                fault.after(table);
            }
        }

        private static boolean isOfJob(TableMetadata metadata) {
            Snapshot snapshot = metadata.currentSnapshot();
            return snapshot != null && snapshot.summary().containsKey("flink.job-id");
        }

        @Override
        public TableMetadata current() {
            return operations.current();
        }

        @Override
        public TableMetadata refresh() {
            return operations.refresh();
        }

        @Override
        public FileIO io() {
            return operations.io();
        }

        @Override
        public EncryptionManager encryption() {
            return operations.encryption();
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return operations.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return LocationProviders.locationsFor(current().location(), current().properties());
        }

        @Override
        public boolean requireStrictCleanup() {
            return operations.requireStrictCleanup();
        }
    }
}
