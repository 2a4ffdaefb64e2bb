package io.radstream.job.cloud;

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

/** Events from a stream; files in a file system of Flink's; tables in a catalog. */
final class CloudEnds implements Ends {

    private final Function<StreamExecutionEnvironment, DataStream<RawEvent>> source;
    private final CloudSettings settings;
    private final IcebergTables tables;
    private final Tables definitions;

    /**
     * Ends as the settings have them.
     *
     * @param tables must exist when the job starts
     */
    CloudEnds(
            Function<StreamExecutionEnvironment, DataStream<RawEvent>> source,
            CloudSettings settings,
            IcebergTables tables,
            Tables definitions) {
        this.source = source;
        this.settings = settings;
        this.tables = tables;
        this.definitions = definitions;
    }

    @Override
    public DataStream<RawEvent> events(StreamExecutionEnvironment environment) {
        return source.apply(environment);
    }

    @Override
    public void results(DataStream<PublishedResult> results) {
        ResultDocument document =
                new ResultDocument(
                        settings.pipeline().intendedUse(), settings.pipeline().pipelineVersion());
        results.sinkTo(FileSinks.archive(new Path(settings.archive()), document))
                .name("archive")
                .uid(Uids.ARCHIVE)
                .setParallelism(1);
        append(results, definitions.inferenceResults());
    }

    @Override
    public void rejects(DataStream<Reject> rejects) {
        rejects.sinkTo(FileSinks.rejects(new Path(settings.rejects())))
                .name("rejects")
                .uid(Uids.REJECTS)
                .setParallelism(1);
        append(rejects, definitions.rejects());
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
