package io.radstream.local.run;

import io.radstream.job.Ends;
import io.radstream.job.Uids;
import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.job.connect.files.FileSinks;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.TableDefinition;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.local.folder.OutFolder;
import io.radstream.record.LatencyWindow;
import io.radstream.record.PublishedResult;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.record.TelemetryEvent;
import io.radstream.result.ResultDocument;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ends on one machine: events from where they are given, everything else below one folder. */
public final class LocalEnds implements Ends {

    /** Accumulator: results that this process has seen stored. */
    static final String RESULTS = "results";

    /** Accumulator: rejects that this process has seen. */
    static final String REJECTS = "rejects";

    private final Function<StreamExecutionEnvironment, DataStream<RawEvent>> source;
    private final OutFolder out;
    private final IcebergTables tables;
    private final Tables definitions;
    private final ResultDocument document;
    private final EndOfRun end;

    /**
     * Ends below this folder.
     *
     * @param source the image events
     * @param tables must exist when the job starts
     * @param end what the source of a run that is to end waits for
     */
    public LocalEnds(
            Function<StreamExecutionEnvironment, DataStream<RawEvent>> source,
            OutFolder out,
            IcebergTables tables,
            Tables definitions,
            ResultDocument document,
            EndOfRun end) {
        this.source = source;
        this.out = out;
        this.tables = tables;
        this.definitions = definitions;
        this.document = document;
        this.end = end;
    }

    @Override
    public DataStream<RawEvent> events(StreamExecutionEnvironment environment) {
        return source.apply(environment);
    }

    @Override
    public void results(DataStream<PublishedResult> results) {
        DataStream<PublishedResult> counted = counted(results, PublishedResult.class, RESULTS);
        counted.sinkTo(FileSinks.archive(path(out.archive()), document))
                .name("archive")
                .uid(Uids.ARCHIVE)
                .setParallelism(1);
        append(counted, definitions.inferenceResults());
        end.watch(counted, Uids.END_OF_RUN);
    }

    @Override
    public void rejects(DataStream<Reject> rejects) {
        DataStream<Reject> counted = counted(rejects, Reject.class, REJECTS);
        counted.sinkTo(FileSinks.rejects(path(out.rejects())))
                .name("rejects")
                .uid(Uids.REJECTS)
                .setParallelism(1);
        append(counted, definitions.rejects());
    }

    @Override
    public void telemetry(DataStream<TelemetryEvent> telemetry) {
        append(telemetry, definitions.telemetryEvents());
    }

    @Override
    public void latencyWindows(DataStream<LatencyWindow> windows) {
        append(windows, definitions.latencyWindows());
    }

    private static <T> DataStream<T> counted(
            DataStream<T> records, Class<T> type, String accumulator) {
        return records.map(new Counted<>(accumulator), TypeInformation.of(type))
                .name(accumulator + " count")
                .uid("local-" + accumulator + "-count");
    }

    private <T> void append(DataStream<T> records, TableDefinition<T> table) {
        tables.append(records, table, Uids.rows(table.name()));
    }

    private static org.apache.flink.core.fs.Path path(Path folder) {
        return new org.apache.flink.core.fs.Path(folder.toUri());
    }
}
