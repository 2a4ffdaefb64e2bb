package io.radstream.job.connect.iceberg.maintenance;

import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/** How much a table consists of. */
public final class TableSize {

    static final TableSize NOTHING = new TableSize(0, 0, 0, 0, 0);

    private final long dataFiles;
    private final long dataBytes;
    private final long rows;
    private final long manifests;
    private final long snapshots;

    private TableSize(long dataFiles, long dataBytes, long rows, long manifests, long snapshots) {
        this.dataFiles = dataFiles;
        this.dataBytes = dataBytes;
        this.rows = rows;
        this.manifests = manifests;
        this.snapshots = snapshots;
    }

    static TableSize of(Table table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return NOTHING;
        }
        long snapshots = 0;
        for (Snapshot ignored : table.snapshots()) {
            snapshots++;
        }
        return new TableSize(
                total(current, SnapshotSummary.TOTAL_DATA_FILES_PROP),
                total(current, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
                total(current, SnapshotSummary.TOTAL_RECORDS_PROP),
                current.allManifests(table.io()).size(),
                snapshots);
    }

    private static long total(Snapshot snapshot, String property) {
        Map<String, String> summary = snapshot.summary();
        return Long.parseLong(summary.getOrDefault(property, "0"));
    }

    /** Data files of the current snapshot. */
    public long dataFiles() {
        return dataFiles;
    }

    /** Their bytes. */
    public long dataBytes() {
        return dataBytes;
    }

    /** Their rows. */
    public long rows() {
        return rows;
    }

    /** Manifests of the current snapshot. */
    public long manifests() {
        return manifests;
    }

    /** Snapshots that can be read. */
    public long snapshots() {
        return snapshots;
    }
}
