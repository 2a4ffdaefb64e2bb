package io.radstream.job.connect.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.RowDataTaskWriterFactory;
import org.apache.iceberg.io.TaskWriter;

/** Commits numbers to a table as the sink does, without a job. */
public final class Commits {

    private final Table table;
    private final TableDefinition<Long> definition;
    private final String jobId;
    private long checkpoint;

    public Commits(Table table, TableDefinition<Long> definition, String jobId) {
        this.table = table;
        this.definition = definition;
        this.jobId = jobId;
    }

    /** The next checkpoint has the numbers from one up to another that is not in it. */
    public void add(long from, long to) {
        AppendFiles append = table.newAppend();
        for (DataFile file : write(from, to)) {
            append.appendFile(file);
        }
        append.set("flink.job-id", jobId)
                .set("flink.operator-id", "sink")
                .set("flink.max-committed-checkpoint-id", Long.toString(++checkpoint))
                .commit();
    }

    public long lastCheckpoint() {
        return checkpoint;
    }

    private DataFile[] write(long from, long to) {
        RowDataTaskWriterFactory writers =
                new RowDataTaskWriterFactory(
                        table,
                        FlinkSchemaUtil.convert(table.schema()),
                        1L << 30,
                        FileFormat.PARQUET,
                        table.properties(),
                        null,
                        false);
        writers.initialize(0, 0);
        RowLayout layout = RowLayout.of(definition, table.schema());
        try (TaskWriter<RowData> writer = writers.create()) {
            for (long number : LongStream.range(from, to).toArray()) {
                writer.write(definition.row(number, layout));
            }
            return Arrays.copyOf(writer.dataFiles(), writer.dataFiles().length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
