package io.radstream.job.connect.iceberg.maintenance;

import io.radstream.job.connect.iceberg.CommittedCheckpoints;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Old snapshots are forgotten, and the files that only they used deleted.
 *
 * <p>A restored job asks the table which checkpoint it had committed last, by walking from the
 * newest snapshot back to one of its own. If that one were gone, or one between, it would commit
 * the rows of its state again. So all from the newest down to the last that a job has made stay,
 * however old they are.
 */
final class SnapshotExpiry {

    private final Table table;
    private final Instant keptSince;

    SnapshotExpiry(Table table, Instant keptSince) {
        this.table = table;
        this.keptSince = keptSince;
    }

    void run(boolean dryRun, TableReport report) {
        table.refresh();
        if (table.currentSnapshot() == null) {
            return;
        }
        Queue<String> unused = new ConcurrentLinkedQueue<>();
        ExpireSnapshots expiry =
                table.expireSnapshots()
                        .expireOlderThan(keptSince.toEpochMilli())
                        .retainLast(downToLastOfJob())
                        .deleteWith(unused::add);
        List<Snapshot> expired = expiry.apply();
        if (expired.isEmpty()) {
            return;
        }
        if (!dryRun) {
            expiry.commit();
            Deletion.of(unused, table.io());
        }
        report.expired(expired.size(), unused.size());
    }

    /** How many of the newest snapshots a restored job may have to walk over, at least one. */
    private int downToLastOfJob() {
        Snapshot last = CommittedCheckpoints.of(table).newest();
        if (last == null) {
            return 1;
        }
        int snapshots = 1;
        for (Snapshot snapshot = table.currentSnapshot();
                snapshot.snapshotId() != last.snapshotId();
                snapshot = table.snapshot(snapshot.parentId())) {
            snapshots++;
        }
        return snapshots;
    }
}
