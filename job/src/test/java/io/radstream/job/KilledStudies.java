package io.radstream.job;

import io.radstream.job.connect.iceberg.Checkpoints;
import io.radstream.job.connect.iceberg.Dying;
import io.radstream.job.connect.iceberg.FaultyCatalogs;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.ScriptedTableEnds;
import io.radstream.job.fixture.Shared;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Mix;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.TinyContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.flink.CatalogLoader;

/**
 * A process that runs the whole job on scripted studies, and dies around a commit to a table.
 * Started again, it goes on from its newest checkpoint, under a new job id.
 */
final class KilledStudies {

    /** The table of the results. */
    static final String TABLE = "inference_results";

    private static final int COUNT = 300;

    /** Of ten without a row Iceberg makes an empty commit, which is none to die at. */
    private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    private KilledStudies() {}

    /** Duplicates, reordered events, orphans and bad input; the same in every process. */
    static ScriptedStudies studies() {
        Mix mix = new Mix(0.10, Duration.ofSeconds(60), 0.05, 0.05, 0, Duration.ofMillis(50));
        return ScriptedStudies.of(7, COUNT, mix, new TinyContent());
    }

    static Path checkpoints(Path folder) {
        return folder.resolve("checkpoints");
    }

    /**
     * Takes the folder, and "before" or "after", for its first commit; such a process has no end of
     * its own. Without either, it goes on to the end of the events.
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ScriptedTableEnds.createTables(folder);
        StreamExecutionEnvironment environment =
                TestCluster.environment(checkpoints(folder), CHECKPOINTS);
        if (Files.exists(checkpoints(folder))) {
            Configuration resume = new Configuration();
            resume.set(
                    StateRecoveryOptions.SAVEPOINT_PATH,
                    Checkpoints.newestBelow(checkpoints(folder)));
            environment.configure(resume);
        }
        CatalogLoader catalogs = ScriptedTableEnds.catalog(folder);
        if (arguments.length == 1) {
            job(folder, catalogs, script().ends()).in(environment).execute();
        } else {
            FaultyCatalogs dying = new FaultyCatalogs(catalogs, Dying.of(TABLE, arguments[1], "1"));
            job(folder, dying, script()).in(environment).execute();
        }
    }

    private static Script script() {
        return new Script().arrive(studies().deliveries(), BEGIN);
    }

    private static FakeJob job(Path folder, CatalogLoader catalogs, Script script) {
        FakeBucket images =
                FakeBucket.versioned()
                        .hold(studies().landings().stream().map(Landing::object).toList());
        return new FakeJob(
                FakeBucket.open(Shared.of(images)),
                new ScriptedTableEnds(Shared.of(script), folder, catalogs));
    }
}
