package io.radstream.job;

import io.radstream.job.cloud.CloudConfiguration;
import io.radstream.job.cloud.CloudJob;
import io.radstream.job.config.Groups;
import io.radstream.job.config.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job in the cloud: configuration, ends, topology, execute. All keys are in {@code
 * docs/configuration.md}.
 *
 * <p>A start that cannot succeed says why, one line for each thing, on the standard error stream
 * and in the log, and ends with an exception: in a session cluster or a console this is not the
 * only user of its process, so it may not end it.
 */
public final class RadStreamJob {

    private static final String NAME = "radstream";

    private RadStreamJob() {}

    /** Submits the job to wherever the environment leads. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        addTo(environment, args);
        environment.execute(NAME);
    }

    /**
     * Looks at everything that the job will need, and adds the job to the environment.
     *
     * @throws io.radstream.job.config.StartRefusedException where something is missing or wrong
     */
    static void addTo(StreamExecutionEnvironment environment, String... args) {
        Console.explaining(
                () -> {
                    Settings settings = CloudConfiguration.read(Groups.OF_JOB, args);
                    CloudJob job = CloudJob.of(settings, System.getenv(), Version.number());
                    job.look().forEach(Console::warn);
                    job.addTo(environment);
                });
    }
}
