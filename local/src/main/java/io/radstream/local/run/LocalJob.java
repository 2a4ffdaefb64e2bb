package io.radstream.local.run;

import io.radstream.inference.InferenceClients;
import io.radstream.inference.InferenceLimits;
import io.radstream.job.PipelineSettings;
import io.radstream.job.Steps;
import io.radstream.job.Topology;
import io.radstream.job.connect.directory.DirectoryObjectStores;
import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.job.connect.iceberg.Arms;
import io.radstream.job.connect.iceberg.Catalogs;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.local.folder.OutFolder;
import io.radstream.record.RawEvent;
import io.radstream.result.ResultDocument;
import io.radstream.storage.ObjectStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job with its local ends, below one folder. */
public final class LocalJob {

    private static final Duration GIVE_UP_WRITING_AFTER = Duration.ofMinutes(5);
    private static final Arms ARMS = new Arms("local", "directory", "fixed", "plain");

    private final OutFolder out;
    private final PipelineSettings settings;
    private final ObjectStores images;
    private final InferenceClients models;
    private final Function<StreamExecutionEnvironment, DataStream<RawEvent>> source;
    private final EndOfRun end;

    /**
     * A job that is not built yet.
     *
     * @param images where images and sidecars are
     * @param source the image events
     * @param end what the source of a run that is to end waits for
     */
    public LocalJob(
            OutFolder out,
            PipelineSettings settings,
            ObjectStores images,
            InferenceClients models,
            Function<StreamExecutionEnvironment, DataStream<RawEvent>> source,
            EndOfRun end) {
        this.out = out;
        this.settings = settings;
        this.images = images;
        this.models = models;
        this.source = source;
        this.end = end;
    }

    /**
     * A folder of images as the job sees it: {@code DIR/{study_id}/…} has the keys {@code
     * images/{study_id}/…}.
     */
    public static ObjectStores imagesIn(Path folder) {
        return new DirectoryObjectStores(folder, "images/", GIVE_UP_WRITING_AFTER);
    }

    /**
     * What one subtask of inference takes on, so that the whole job fits into this process.
     *
     * @param subtasks how many there are
     */
    public static InferenceLimits limits(int subtasks) {
        long share = Runtime.getRuntime().maxMemory() / subtasks;
        return new InferenceLimits(8, share / 16, share / 4, 1);
    }

    /** The tables that it writes. */
    static Tables tables() {
        return new Tables(ARMS);
    }

    /** Makes the tables and adds the job to the environment. */
    public void build(StreamExecutionEnvironment environment) throws IOException {
        Tables definitions = tables();
        IcebergTables tables = new IcebergTables(Catalogs.sqlite(out.catalog(), out.warehouse()));
        tables.create(definitions);
        ObjectStores results = new DirectoryObjectStores(out.objects(), "", GIVE_UP_WRITING_AFTER);
        Steps steps =
                new Steps(
                        settings,
                        images,
                        results,
                        models,
                        PseudonymKeyFile.at(out.pseudonymKey()),
                        Clock.systemUTC());
        ResultDocument document =
                new ResultDocument(settings.intendedUse(), settings.pipelineVersion());
        new Topology(steps, new LocalEnds(source, out, tables, definitions, document, end))
                .build(environment);
    }
}
