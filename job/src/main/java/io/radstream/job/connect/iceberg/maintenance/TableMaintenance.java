package io.radstream.job.connect.iceberg.maintenance;

import io.radstream.job.connect.iceberg.Explanation;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.job.connect.iceberg.UnusableTablesException;
import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan.Step;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over the tables of a catalog, beside whatever job is writing them. */
public final class TableMaintenance {

    private static final Logger LOG = LoggerFactory.getLogger(TableMaintenance.class);

    private static final Namespace DATABASE = Namespace.of(Tables.DATABASE);

    private final CatalogLoader catalogs;
    private final Clock clock;

    /** Maintains the tables in the catalog that the loader opens. */
    public TableMaintenance(CatalogLoader catalogs, Clock clock) {
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /**
     * Does what the plan says, one table after the other. A table that fails does not keep the next
     * one from its turn: its report has the problem.
     *
     * @throws UnknownTablesException where the plan names a table that does not exist
     * @throws UnusableTablesException where the catalog cannot be used
     */
    public List<TableReport> run(MaintenancePlan plan) {
        Catalog catalog = asked("it cannot be opened", catalogs::loadCatalog);
        try {
            Retention retention = new Retention(clock.instant(), plan);
            List<TableReport> reports = new ArrayList<>();
            for (TableIdentifier name : names(catalog, plan)) {
                TableReport report = maintain(catalog, name, plan, retention);
                LOG.info("{}", report);
                reports.add(report);
            }
            return reports;
        } finally {
            close(catalog);
        }
    }

    private <T> T asked(String failing, Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            throw UnusableTablesException.ofCatalog(catalogs, failing, e);
        }
    }

    private List<TableIdentifier> names(Catalog catalog, MaintenancePlan plan) {
        List<TableIdentifier> existing =
                new ArrayList<>(
                        asked("its tables cannot be listed", () -> catalog.listTables(DATABASE)));
        existing.sort((one, other) -> one.name().compareTo(other.name()));
        if (plan.tables().isEmpty()) {
            return existing;
        }
        List<String> known =
                existing.stream().map(TableIdentifier::name).collect(Collectors.toList());
        List<String> unknown = new ArrayList<>(plan.tables());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UnknownTablesException("expected tables of " + known + ", came " + unknown);
        }
        existing.removeIf(name -> !plan.tables().contains(name.name()));
        return existing;
    }

    private static TableReport maintain(
            Catalog catalog, TableIdentifier name, MaintenancePlan plan, Retention retention) {
        TableReport report = new TableReport(name.name());
        String doing = "LOAD";
        try {
            Table table = catalog.loadTable(name);
            report.began(TableSize.of(table));
            for (Step step : plan.steps()) {
                doing = step.name();
                run(step, table, plan, retention, report);
                table.refresh();
                report.ended(TableSize.of(table));
            }
        } catch (RuntimeException e) {
            LOG.warn("{} of {} failed", doing, name, e);
            report.failed(doing + " failed: " + Explanation.of(e));
        }
        return report;
    }

    private static void run(
            Step step, Table table, MaintenancePlan plan, Retention retention, TableReport report) {
        switch (step) {
            case COMPACT:
                new Compaction(table, plan.targetFileBytes()).run(plan.isDryRun(), report);
                break;
            case REWRITE_MANIFESTS:
                new ManifestRewrite(table).run(plan.isDryRun(), report);
                break;
            case EXPIRE_SNAPSHOTS:
                new SnapshotExpiry(table, retention.snapshotsSince()).run(plan.isDryRun(), report);
                break;
            case REMOVE_ORPHANS:
                new OrphanRemoval(table, retention.filesSince()).run(plan.isDryRun(), report);
                break;
        }
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof Closeable) {
            try {
                ((Closeable) catalog).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
