package io.radstream.local.run;

import io.radstream.job.Uids;
import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.job.ends.FileAndTableEnds;
import io.radstream.local.folder.OutFolder;
import io.radstream.record.PublishedResult;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.result.ResultDocument;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The ends on one machine: everything below one folder, counted for the one who watches, and with
 * an end.
 */
public final class LocalEnds extends FileAndTableEnds {

    /** Accumulator: results that this process has seen stored. */
    static final String RESULTS = "results";

    /** Accumulator: rejects that this process has seen. */
    static final String REJECTS = "rejects";

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
        super(source, path(out.archive()), path(out.rejects()), document, tables, definitions);
        this.end = end;
    }

    @Override
    public void results(DataStream<PublishedResult> stored) {
        DataStream<PublishedResult> counted = counted(stored, PublishedResult.class, RESULTS);
        super.results(counted);
        end.watch(counted, Uids.END_OF_RUN);
    }

    @Override
    public void rejects(DataStream<Reject> ended) {
        super.rejects(counted(ended, Reject.class, REJECTS));
    }

    private static <T> DataStream<T> counted(
            DataStream<T> records, Class<T> type, String accumulator) {
        return records.map(new Counted<>(accumulator), TypeInformation.of(type))
                .name(accumulator + " count")
                .uid("local-" + accumulator + "-count");
    }

    private static org.apache.flink.core.fs.Path path(Path folder) {
        return new org.apache.flink.core.fs.Path(folder.toUri());
    }
}
