package io.radstream.job.connect.iceberg.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Files below a table's location that no snapshot uses are deleted: what killed writers and lost
 * commits have left. A file that a savepoint alone knows looks the same, so nothing goes that is
 * younger than the oldest state that may be restored.
 */
final class OrphanRemoval {

    /** Of one pass, so that their names fit into memory; the next pass finds the others. */
    private static final int MOST = 100_000;

    private final Table table;
    private final Instant keptSince;

    OrphanRemoval(Table table, Instant keptSince) {
        this.table = table;
        this.keptSince = keptSince;
    }

    void run(boolean dryRun, TableReport report) {
        table.refresh();
        PathSet known = known();
        List<String> orphans = new ArrayList<>();
        AtomicLong bytes = new AtomicLong();
        new FileListing(table)
                .forEach(
                        file -> {
                            if (orphans.size() < MOST
                                    && file.createdAtMillis() < keptSince.toEpochMilli()
                                    && !known.contains(file.location())) {
                                orphans.add(file.location());
                                bytes.addAndGet(file.size());
                            }
                        });
        if (!dryRun && !orphans.isEmpty()) {
            Deletion.of(orphans, table.io());
        }
        report.removedOrphans(orphans.size(), bytes.get());
    }

    private PathSet known() {
        PathSet known = new PathSet();
        ReachableFileUtil.metadataFileLocations(table, false).forEach(known::add);
        ReachableFileUtil.manifestListLocations(table).forEach(known::add);
        ReachableFileUtil.statisticsFilesLocations(table).forEach(known::add);
        known.add(ReachableFileUtil.versionHintLocation(table));
        Set<String> read = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (read.add(manifest.path())) {
                    known.add(manifest.path());
                    addFiles(manifest, known);
                }
            }
        }
        return known;
    }

    private void addFiles(ManifestFile manifest, PathSet known) {
        try (CloseableIterable<String> files = ManifestFiles.readPaths(manifest, table.io())) {
            files.forEach(known::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
