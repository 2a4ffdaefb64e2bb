package io.radstream.job.connect.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.job.server.MotoServer;
import io.radstream.record.PublishedResult;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.result.ResultDocument;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archive and rejects in S3, through Flink's S3 plugin as a cluster has it. */
final class FileSinksS3IT {

    private static final long RECORDS = 1000;
    private static final String BUCKET = "s3://results-bucket/";

    @TempDir private static Path folder;

    private static MotoServer server;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
        server = MotoServer.start();
        server.makeBucket("results-bucket");
        Configuration s3 = new Configuration();
        s3.setString("s3.endpoint", server.endpoint().toString());
        s3.setString("s3.path.style.access", "true");
        s3.setString("s3.access-key", "key");
        s3.setString("s3.secret-key", "secret");
        FileSystem.initialize(
                s3,
                new DefaultPluginManager(
                        new DirectoryBasedPluginFinder(Path.of("target", "plugins")).findPlugins(),
                        CoreOptions.getPluginParentFirstLoaderPatterns(s3)));
    }

    @AfterAll
    static void stop() {
        FileSystem.initialize(new Configuration(), null);
        server.close();
    }

    /**
     * Fails twice, each time after records that no checkpoint holds. It is slow until then, and
     * slower after a tenth, so that checkpoints come in between.
     */
    private static final class Failing implements MapFunction<Long, Long>, CheckpointListener {

        private static final long serialVersionUID = 1L;
        private static final AtomicInteger FAILURES = new AtomicInteger();

        private boolean checkpointed;
        private int sinceCheckpoint;

        @Override
        public Long map(Long number) {
            if (FAILURES.get() < 2) {
                long pauseMs = number < RECORDS / 10 ? 1 : 20;
                LockSupport.parkNanos(Duration.ofMillis(pauseMs).toNanos());
                sinceCheckpoint++;
                if (checkpointed && sinceCheckpoint > 3) {
                    FAILURES.incrementAndGet();
                    throw new IllegalStateException("injected");
                }
            }
            return number;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpointed = true;
            sinceCheckpoint = 0;
        }
    }

    @Test
    void writesEachRecordOnceThroughFailures() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
        environment.enableCheckpointing(300);
        // The uploads of a checkpoint hold the task up; records need their time too.
        environment.getCheckpointConfig().setMinPauseBetweenCheckpoints(300);
        DataStream<Long> numbers =
                environment.fromSequence(0, RECORDS - 1).uid("numbers").map(new Failing()).uid("f");
        numbers.map(FileSinksS3IT::published)
                .uid("published")
                .sinkTo(
                        FileSinks.archive(
                                new org.apache.flink.core.fs.Path(BUCKET + "archive"),
                                new ResultDocument("demonstration", "test")))
                .uid("archive");
        numbers.map(FileSinksS3IT::reject)
                .uid("reject")
                .sinkTo(FileSinks.rejects(new org.apache.flink.core.fs.Path(BUCKET + "rejects")))
                .uid("rejects");

        environment.execute();

        assertThat(Failing.FAILURES).hasValue(2);
        List<String> studies =
                LongStream.range(0, RECORDS).mapToObj(i -> "S" + i).collect(Collectors.toList());
        assertThat(studies(BUCKET + "archive/dt=2026-03-04/hour=05"))
                .containsExactlyInAnyOrderElementsOf(studies);
        assertThat(studies(BUCKET + "rejects/reason=object_gone/dt=2026-03-04"))
                .containsExactlyInAnyOrderElementsOf(studies);
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        return configuration;
    }

    private static PublishedResult published(long number) {
        return new PublishedResult(
                Records.result("S" + number, 1), "results/S" + number, ManualClock.START, 1.0);
    }

    private static Reject reject(long number) {
        return Reject.newBuilder()
                .setStudyId("S" + number)
                .setCode(RejectCode.object_gone)
                .setAt(ManualClock.START)
                .build();
    }

    /** The study of every line of every file below a folder, which holds whole files alone. */
    private static List<String> studies(String below) throws IOException {
        org.apache.flink.core.fs.Path path = new org.apache.flink.core.fs.Path(below);
        FileSystem files = path.getFileSystem();
        ObjectMapper json = new ObjectMapper();
        List<String> studies = new ArrayList<>();
        for (FileStatus file : files.listStatus(path)) {
            assertThat(file.getPath().getName()).endsWith(".jsonl.gz").doesNotStartWith("_");
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(files.open(file.getPath())),
                                    StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    studies.add(json.readTree(line).get("study_id").asText());
                }
            }
        }
        return studies;
    }
}
