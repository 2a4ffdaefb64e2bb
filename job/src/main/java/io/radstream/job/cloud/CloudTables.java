package io.radstream.job.cloud;

import io.radstream.job.config.MaintainKeys;
import io.radstream.job.config.Settings;
import io.radstream.job.config.StartRefusedException;
import io.radstream.job.config.TablesKeys;
import io.radstream.job.connect.iceberg.CatalogSettings;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.job.connect.iceberg.UnusableTablesException;
import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan;
import io.radstream.job.connect.iceberg.maintenance.TableMaintenance;
import io.radstream.job.connect.iceberg.maintenance.TableReport;
import io.radstream.job.connect.iceberg.maintenance.UnknownTablesException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What is done to the tables without a job. */
public final class CloudTables {

    private final CatalogSettings catalog;
    private final Culprits culprits;
    private final Consumer<String> out;

    private CloudTables(CatalogSettings catalog, Culprits culprits, Consumer<String> out) {
        this.catalog = catalog;
        this.culprits = culprits;
        this.out = out;
    }

    /**
     * Makes the tables that are missing, and adds to the others what this release has added.
     *
     * @param environment of this process
     * @param out takes what a person is told
     * @throws StartRefusedException with everything that is wrong
     */
    public static void create(
            Settings settings, Map<String, String> environment, Consumer<String> out) {
        CatalogSettings catalog = catalog(settings, environment);
        settings.mistakes().refuseIfAny();
        new CloudTables(catalog, TableMapping.culprits(settings), out)
                .create(new Tables(TableMapping.arms(settings)));
    }

    /**
     * Compacts, expires and cleans, as the settings say.
     *
     * @param environment of this process
     * @param out takes a line for each table
     * @throws StartRefusedException with everything that is wrong, or that failed
     */
    public static void maintain(
            Settings settings, Map<String, String> environment, Consumer<String> out) {
        CatalogSettings catalog = catalog(settings, environment);
        Optional<MaintenancePlan> plan =
                settings.mistakes().attempt(MaintainKeys.RESTORABLE_SINCE, () -> plan(settings));
        settings.mistakes().refuseIfAny();
        new CloudTables(catalog, TableMapping.culprits(settings), out).maintain(plan.orElseThrow());
    }

    /** Null where it is refused below. */
    private static CatalogSettings catalog(Settings settings, Map<String, String> environment) {
        return settings.mistakes()
                .attempt(TablesKeys.KIND, () -> TableMapping.catalog(settings, environment))
                .orElse(null);
    }

    private static MaintenancePlan plan(Settings settings) {
        MaintenancePlan plan =
                MaintenancePlan.restorableSince(settings.get(MaintainKeys.RESTORABLE_SINCE))
                        .withSteps(steps(settings.get(MaintainKeys.STEPS)))
                        .withTables(
                                List.copyOf(settings.find(MaintainKeys.TABLES).orElse(Set.of())))
                        .withSnapshotsKept(settings.get(MaintainKeys.SNAPSHOTS_KEPT))
                        .withOrphansKept(settings.get(MaintainKeys.ORPHANS_KEPT))
                        .withDryRun(settings.get(MaintainKeys.DRY_RUN));
        return settings.find(MaintainKeys.FILE_SIZE).map(plan::withTargetFileBytes).orElse(plan);
    }

    private static Set<MaintenancePlan.Step> steps(Set<String> names) {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
                .map(MaintenancePlan.Step::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MaintenancePlan.Step.class)));
    }

    private void create(Tables tables) {
        try {
            new IcebergTables(catalog.loader()).create(tables);
        } catch (UnusableTablesException e) {
            throw new StartRefusedException(culprits.lines(e.problems()));
        }
        out.accept(
                "the tables of "
                        + Tables.DATABASE
                        + " in "
                        + catalog
                        + " are as this release writes them");
    }

    private void maintain(MaintenancePlan plan) {
        List<TableReport> reports;
        try {
            reports = new TableMaintenance(catalog.loader(), Clock.systemUTC()).run(plan);
        } catch (UnknownTablesException e) {
            throw new StartRefusedException(List.of(MaintainKeys.TABLES + ": " + e.getMessage()));
        } catch (UnusableTablesException e) {
            throw new StartRefusedException(culprits.lines(e.problems()));
        }
        List<String> problems = new ArrayList<>();
        for (TableReport report : reports) {
            out.accept(report.toString());
            String table = "tables in " + catalog + ": " + report.table() + ": ";
            report.problem().ifPresent(problem -> problems.add(table + problem));
        }
        if (!problems.isEmpty()) {
            throw new StartRefusedException(problems);
        }
    }
}
