package io.radstream.job.ends;

import io.radstream.job.Ends;
import io.radstream.job.Uids;
import io.radstream.job.connect.files.FileSinks;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.TableDefinition;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.record.LatencyWindow;
import io.radstream.record.PublishedResult;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.record.TelemetryEvent;
import io.radstream.result.ResultDocument;
import java.util.function.Function;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Events from where they are given; archive and rejects as files, and all of it in tables. */
public class FileAndTableEnds implements Ends {

    private final Function<StreamExecutionEnvironment, DataStream<RawEvent>> source;
    private final Path archive;
    private final Path rejects;
    private final ResultDocument document;
    private final IcebergTables tables;
    private final Tables definitions;

    /**
     * Ends of these folders and tables.
     *
     * @param source the image events
     * @param archive folder of every result that was stored
     * @param rejects folder of the rejects
     * @param document writes a result for the archive
     * @param tables must exist when the job starts
     */
    public FileAndTableEnds(
            Function<StreamExecutionEnvironment, DataStream<RawEvent>> source,
            Path archive,
            Path rejects,
            ResultDocument document,
            IcebergTables tables,
            Tables definitions) {
        this.source = source;
        this.archive = archive;
        this.rejects = rejects;
        this.document = document;
        this.tables = tables;
        this.definitions = definitions;
    }

    @Override
    public DataStream<RawEvent> events(StreamExecutionEnvironment environment) {
        return source.apply(environment);
    }

    @Override
    public void results(DataStream<PublishedResult> stored) {
        stored.sinkTo(FileSinks.archive(archive, document))
                .name("archive")
                .uid(Uids.ARCHIVE)
                .setParallelism(1);
        append(stored, definitions.inferenceResults());
    }

    @Override
    public void rejects(DataStream<Reject> ended) {
        ended.sinkTo(FileSinks.rejects(rejects))
                .name("rejects")
                .uid(Uids.REJECTS)
                .setParallelism(1);
        append(ended, definitions.rejects());
    }

    @Override
    public void telemetry(DataStream<TelemetryEvent> telemetry) {
        append(telemetry, definitions.telemetryEvents());
    }

    @Override
    public void latencyWindows(DataStream<LatencyWindow> windows) {
        append(windows, definitions.latencyWindows());
    }

    private <T> void append(DataStream<T> records, TableDefinition<T> table) {
        tables.append(records, table, Uids.rows(table.name()));
    }
}
