package io.radstream.job.cloud;

import io.radstream.job.Ends;
import io.radstream.job.Steps;
import io.radstream.job.Topology;
import io.radstream.job.config.Settings;
import io.radstream.job.config.SourceKeys;
import io.radstream.job.config.StartRefusedException;
import io.radstream.job.connect.iceberg.IcebergTables;
import io.radstream.job.connect.iceberg.Tables;
import io.radstream.job.connect.iceberg.UnusableTablesException;
import io.radstream.job.connect.kinesis.KinesisEvents;
import io.radstream.job.connect.kinesis.UnusableConsumerException;
import io.radstream.job.ends.FileAndTableEnds;
import io.radstream.record.RawEvent;
import io.radstream.result.ResultDocument;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job with its ends in the cloud. */
public final class CloudJob {

    private final CloudSettings settings;
    private final Clock clock = Clock.systemUTC();

    private CloudJob(CloudSettings settings) {
        this.settings = settings;
    }

    /**
     * A job that is not built yet.
     *
     * @param environment of this process
     * @param version of RadStream
     * @throws StartRefusedException with everything that is wrong with the settings
     */
    public static CloudJob of(Settings settings, Map<String, String> environment, String version) {
        return new CloudJob(CloudSettings.of(settings, environment, version));
    }

    /**
     * Looks at everything that the job will need.
     *
     * @return one line for each thing that the job will wait for
     * @throws StartRefusedException with everything that is missing
     */
    public List<String> look() {
        Preflight preflight = Preflight.of(settings, clock);
        if (!preflight.problems().isEmpty()) {
            throw new StartRefusedException(preflight.problems());
        }
        return preflight.notes();
    }

    /**
     * Makes the tables, unless they are somebody else's to make, and adds the job to the
     * environment.
     *
     * @throws StartRefusedException where the tables cannot be made, or the source not be added
     */
    public void addTo(StreamExecutionEnvironment environment) {
        check(environment);
        Tables definitions = new Tables(settings.arms());
        IcebergTables tables = new IcebergTables(settings.catalog().loader());
        if (settings.createsTables()) {
            create(tables, definitions);
        }
        Steps steps =
                new Steps(
                        settings.pipeline(),
                        settings.images(),
                        settings.results(),
                        settings.models(),
                        settings.keys(),
                        clock);
        KinesisEvents events = new KinesisEvents(settings.source(), settings.acceptGap(), clock);
        ResultDocument document =
                new ResultDocument(
                        settings.pipeline().intendedUse(), settings.pipeline().pipelineVersion());
        Ends ends =
                new FileAndTableEnds(
                        source -> add(events, source),
                        new Path(settings.archive()),
                        new Path(settings.rejects()),
                        document,
                        tables,
                        definitions);
        new Topology(steps, ends).build(environment);
    }

    private static void check(StreamExecutionEnvironment environment) {
        try {
            KinesisEvents.check(environment);
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(List.of(e.getMessage()));
        }
    }

    /** Whether a consumer can be registered is known only now, for that changes something. */
    private static DataStream<RawEvent> add(
            KinesisEvents events, StreamExecutionEnvironment environment) {
        try {
            return events.apply(environment);
        } catch (UnusableConsumerException e) {
            throw new StartRefusedException(
                    new Culprits(SourceKeys.STREAM, SourceKeys.ENDPOINT)
                            .lines(List.of(e.problem())));
        }
    }

    private void create(IcebergTables tables, Tables definitions) {
        try {
            tables.create(definitions);
        } catch (UnusableTablesException e) {
            throw new StartRefusedException(settings.catalogCulprits().lines(e.problems()));
        }
    }
}
