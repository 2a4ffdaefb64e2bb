package io.radstream.job.connect.iceberg.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.BaseCombinedScanTask;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.actions.BinPackRewriteFilePlanner;
import org.apache.iceberg.actions.RewriteDataFilesCommitManager;
import org.apache.iceberg.actions.RewriteFileGroup;
import org.apache.iceberg.actions.SizeBasedFileRewritePlanner;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.flink.source.DataIterator;
import org.apache.iceberg.flink.source.RowDataFileScanTaskReader;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.TaskWriter;

/**
 * Small data files of one day become few large ones, a group of files at a time: row by row, and
 * committed before the next, so memory holds one row group of one file being read and one being
 * written.
 *
 * <p>Its snapshots carry nothing of the job's. A copy of the job's last checkpoint id would lie in
 * front of a later one, committed meanwhile, and let a restored job commit that one twice; without
 * it the job finds its own snapshot behind these.
 */
final class Compaction {

    /** A group that fails has cost this much reading and writing, and no more. */
    private static final long GROUP_BYTES = 1L << 30;

    private final Table table;
    private final OptionalLong targetFileBytes;

    Compaction(Table table, OptionalLong targetFileBytes) {
        this.table = table;
        this.targetFileBytes = targetFileBytes;
    }

    /**
     * @param dryRun whether only to tell what would be rewritten
     */
    void run(boolean dryRun, TableReport report) {
        if (table.currentSnapshot() == null) {
            return;
        }
        long planned = table.currentSnapshot().snapshotId();
        RewriteDataFilesCommitManager commits = new RewriteDataFilesCommitManager(table, planned);
        try (CloseableIterable<RewriteFileGroup> groups = plan(planned)) {
            for (RewriteFileGroup group : groups) {
                if (dryRun) {
                    report.rewrote(
                            group.inputFileNum(),
                            group.inputFilesSizeInBytes(),
                            group.expectedOutputFiles());
                } else {
                    group.setOutputFiles(rewrite(group));
                    commits.commitOrClean(Set.of(group));
                    report.rewrote(
                            group.inputFileNum(),
                            group.inputFilesSizeInBytes(),
                            group.addedFiles().size());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CloseableIterable<RewriteFileGroup> plan(long snapshot) {
        Map<String, String> options = new HashMap<>();
        options.put(
                SizeBasedFileRewritePlanner.MAX_FILE_GROUP_SIZE_BYTES, Long.toString(GROUP_BYTES));
        targetFileBytes.ifPresent(
                bytes ->
                        options.put(
                                SizeBasedFileRewritePlanner.TARGET_FILE_SIZE_BYTES,
                                Long.toString(bytes)));
        BinPackRewriteFilePlanner planner =
                new BinPackRewriteFilePlanner(table, Expressions.alwaysTrue(), snapshot, true);
        planner.init(options);
        return planner.plan().groups();
    }

    private Set<DataFile> rewrite(RewriteFileGroup group) throws IOException {
        try (TaskWriter<RowData> writer = writer(group)) {
            boolean done = false;
            try (DataIterator<RowData> rows = reader(group)) {
                long read = 0;
                while (rows.hasNext()) {
                    writer.write(rows.next());
                    read++;
                }
                Set<DataFile> written = new HashSet<>(Set.of(writer.dataFiles()));
                verify(group, read, written);
                done = true;
                return written;
            } finally {
                if (!done) {
                    writer.abort();
                }
            }
        }
    }

    /** Rows are what matters: before any file is given up, the new ones must have them all. */
    private static void verify(RewriteFileGroup group, long read, Set<DataFile> written) {
        long expected = group.fileScanTasks().stream().mapToLong(Compaction::rows).sum();
        long came = written.stream().mapToLong(DataFile::recordCount).sum();
        boolean deletes =
                group.fileScanTasks().stream().anyMatch(task -> !task.deletes().isEmpty());
        if (came != read || (!deletes && read != expected)) {
            throw new IllegalStateException(
                    String.format(
                            "expected %d rows in %d files, read %d and wrote %d: the files stay"
                                    + " as they are",
                            expected, group.inputFileNum(), read, came));
        }
    }

    private static long rows(FileScanTask task) {
        return task.file().recordCount();
    }

    private DataIterator<RowData> reader(RewriteFileGroup group) {
        return new DataIterator<>(
                new RowDataFileScanTaskReader(
                        table.schema(),
                        table.schema(),
                        table.properties().get(TableProperties.DEFAULT_NAME_MAPPING),
                        true,
                        Collections.emptyList()),
                new BaseCombinedScanTask(group.fileScanTasks()),
                table.io(),
                table.encryption());
    }

    private TaskWriter<RowData> writer(RewriteFileGroup group) {
        RowDataTaskWriterFactory writers =
                new RowDataTaskWriterFactory(
                        table,
                        FlinkSchemaUtil.convert(table.schema()),
                        group.maxOutputFileSize(),
                        FileFormat.fromString(
                                table.properties()
                                        .getOrDefault(
                                                TableProperties.DEFAULT_FILE_FORMAT,
                                                TableProperties.DEFAULT_FILE_FORMAT_DEFAULT)),
                        table.properties(),
                        null,
                        false);
        writers.initialize(0, 0);
        return writers.create();
    }
}
