package io.radstream.job.connect.iceberg;

import io.radstream.job.fixture.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.flink.CatalogLoader;

/**
 * A process that writes numbers to a table, and dies around a commit as by {@code kill -9}. Started
 * again, it goes on from its newest checkpoint, under a new job id.
 */
final class KilledJob {

    static final int COUNT = 60;

    private static final int A_CHECKPOINT = 10;

    private KilledJob() {}

    static CatalogLoader catalogs(Path folder) {
        return Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"));
    }

    /** Takes the folder, "before" or "after", and which of its commits; a large one for none. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path checkpoints = folder.resolve("checkpoints");
        CatalogLoader catalogs = catalogs(folder);
        Numbers.create(catalogs, Numbers.TABLE);
        StreamExecutionEnvironment environment =
                TestCluster.environment(checkpoints, Duration.ofMillis(100));
        if (Files.exists(checkpoints)) {
            Configuration resume = new Configuration();
            resume.set(StateRecoveryOptions.SAVEPOINT_PATH, Checkpoints.newestBelow(checkpoints));
            environment.configure(resume);
        }
        new IcebergTables(
                        new FaultyCatalogs(
                                catalogs, Dying.of(Numbers.TABLE, arguments[1], arguments[2])))
                .append(
                        Numbers.upTo(COUNT, A_CHECKPOINT, environment),
                        Numbers.table(),
                        "numbers-rows");
        environment.execute();
    }
}
