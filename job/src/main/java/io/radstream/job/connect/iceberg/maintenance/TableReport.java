package io.radstream.job.connect.iceberg.maintenance;

import java.util.Locale;
import java.util.Optional;

/** What became of one table; in a dry run, what would have. */
public final class TableReport {

    private final String table;
    private TableSize before = TableSize.NOTHING;
    private TableSize after = TableSize.NOTHING;
    private long filesRewritten;
    private long filesWritten;
    private long bytesRewritten;
    private long manifestsRewritten;
    private long snapshotsExpired;
    private long filesExpired;
    private long orphansRemoved;
    private long orphanBytes;
    private String problem;

    TableReport(String table) {
        this.table = table;
    }

    void began(TableSize size) {
        before = size;
        after = size;
    }

    void ended(TableSize size) {
        after = size;
    }

    void rewrote(long files, long bytes, long into) {
        filesRewritten += files;
        bytesRewritten += bytes;
        filesWritten += into;
    }

    void rewroteManifests(long manifests) {
        manifestsRewritten += manifests;
    }

    void expired(long snapshots, long files) {
        snapshotsExpired += snapshots;
        filesExpired += files;
    }

    void removedOrphans(long files, long bytes) {
        orphansRemoved += files;
        orphanBytes += bytes;
    }

    void failed(String reason) {
        problem = reason;
    }

    /** The table's name, without its database. */
    public String table() {
        return table;
    }

    /** Before the first step. */
    public TableSize before() {
        return before;
    }

    /** After the last step. */
    public TableSize after() {
        return after;
    }

    /** Data files that were compacted. */
    public long filesRewritten() {
        return filesRewritten;
    }

    /** Data files that took their place; in a dry run, an estimate. */
    public long filesWritten() {
        return filesWritten;
    }

    /** Bytes of the data files that were compacted. */
    public long bytesRewritten() {
        return bytesRewritten;
    }

    /** Manifests that were put together. */
    public long manifestsRewritten() {
        return manifestsRewritten;
    }

    /** Snapshots that were forgotten. */
    public long snapshotsExpired() {
        return snapshotsExpired;
    }

    /** Files that only those used, deleted; zero in a dry run. */
    public long filesExpired() {
        return filesExpired;
    }

    /** Files that no snapshot used, deleted. */
    public long orphansRemoved() {
        return orphansRemoved;
    }

    /** Their bytes. */
    public long orphanBytes() {
        return orphanBytes;
    }

    /** Why a step failed; those after it were left out. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: data files %d -> %d (%s), manifests %d -> %d, snapshots %d -> %d;"
                        + " %d files compacted into %d, %d manifests rewritten,"
                        + " %d snapshots expired with %d files,"
                        + " %d orphans removed (%s)%s",
                table,
                before.dataFiles(),
                after.dataFiles(),
                bytes(after.dataBytes()),
                before.manifests(),
                after.manifests(),
                before.snapshots(),
                after.snapshots(),
                filesRewritten,
                filesWritten,
                manifestsRewritten,
                snapshotsExpired,
                filesExpired,
                orphansRemoved,
                bytes(orphanBytes),
                problem == null ? "" : "; " + problem);
    }

    private static String bytes(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
