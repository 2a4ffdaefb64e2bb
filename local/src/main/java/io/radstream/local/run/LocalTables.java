package io.radstream.local.run;

import io.radstream.job.connect.iceberg.Catalogs;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan;
import io.radstream.job.connect.iceberg.maintenance.TableMaintenance;
import io.radstream.job.connect.iceberg.maintenance.TableReport;
import io.radstream.local.folder.OutFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.flink.CatalogLoader;

/** A run's tables, without the run. */
public final class LocalTables {

    private final OutFolder out;
    private final Clock clock;

    /** Those of a run that has begun in this folder. */
    public LocalTables(OutFolder out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Makes what is missing, and adds what this release has added. */
    public void create() {
        new IcebergTables(catalog()).create(LocalJob.tables());
    }

    /**
     * Compacts, expires and cleans; whatever the run may be resumed from can still be resumed from.
     *
     * @param dryRun whether to change nothing and tell what would be
     */
    public List<TableReport> maintain(boolean dryRun) {
        return new TableMaintenance(catalog(), clock)
                .run(MaintenancePlan.restorableSince(restorableSince()).withDryRun(dryRun));
    }

    /** The time of the oldest checkpoint that is there; of a run that has ended, now. */
    Instant restorableSince() {
        Instant otherwise =
                out.state() == OutFolder.State.FINISHED
                        ? clock.instant()
                        : out.begunAt().orElse(Instant.EPOCH);
        if (!Files.isDirectory(out.checkpoints())) {
            return otherwise;
        }
        try (Stream<Path> files = Files.walk(out.checkpoints())) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .map(LocalTables::writtenAt)
                    .min(Instant::compareTo)
                    .orElse(otherwise);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            // The running job has removed it meanwhile; the rule errs on the side of keeping.
            return Instant.EPOCH;
        }
    }

    private CatalogLoader catalog() {
        return Catalogs.sqlite(out.catalog(), out.warehouse());
    }
}
