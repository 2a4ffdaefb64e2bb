package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.radstream.fixture.FreePort;
import io.radstream.job.cloud.CloudServers;
import io.radstream.job.config.StartRefusedException;
import io.radstream.job.connect.s3.AwsEnvironment;
import io.radstream.job.fixture.CapturedLog;
import io.radstream.job.fixture.FakeTriton;
import io.radstream.job.fixture.TestCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is told before the job is submitted, in one line each. */
@Timeout(180)
final class StartErrorsIT {

    private static final int LOOKS = 10;

    private static CloudServers servers;

    @TempDir private Path folder;
    private Map<String, String> settings;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private PrintStream errors;

    @BeforeAll
    static void start() throws IOException {
        servers = new CloudServers("start-errors");
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void listen() {
        settings = servers.settings();
        errors = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void deafen() {
        System.setErr(errors);
    }

    @Test
    void aStreamThatDoesNotExist() {
        settings.put("source.stream", "no-such-stream");

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith("source.stream: expected a stream that exists, came stream no-such-st");
    }

    @Test
    void aFanOutConsumerThatDoesNotExist() {
        String arn =
                "arn:aws:kinesis:us-east-1:000000000000:stream/start-errors/consumer/no-such:17";
        settings.put("source.fan-out-consumer", arn);

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith("source.fan-out-consumer: expected a fan-out consumer that arn:")
                .contains(" has, came " + arn);
    }

    @Test
    void aClusterThatMakesNoWatermarks() {
        StreamExecutionEnvironment environment = environment();
        environment.getConfig().setAutoWatermarkInterval(0);

        assertThat(refused(environment))
                .singleElement()
                .asString()
                .startsWith("pipeline.auto-watermark-interval: expected a positive interval, came");
    }

    @Test
    void bucketsThatDoNotExist() {
        settings.put("s3.images-bucket", "no-such-images");
        settings.put("files.archive", "s3://no-such-archive/archive");
        settings.put("tables.warehouse", "s3://no-such-warehouse/tables");

        assertThat(refused())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("s3.images-bucket" + missing("no-such-images")))
                .anyMatch(line -> line.startsWith("files.archive" + missing("no-such-archive")))
                .anyMatch(
                        line -> line.startsWith("tables.warehouse" + missing("no-such-warehouse")));
    }

    private static String missing(String bucket) {
        return ": expected a bucket that exists, came " + bucket + " (404)";
    }

    @Test
    void aFolderInAFileSystemThatFlinkDoesNotHave() throws IOException {
        FileSystem.initialize(new Configuration(), null);
        try {
            assertThat(refused())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("files.archive: expected a folder"))
                    .anyMatch(line -> line.startsWith("files.rejects: expected a folder"))
                    .allMatch(line -> line.contains("flink-s3-fs-hadoop"));
        } finally {
            servers.installFileSystem();
        }
    }

    @Test
    void aCatalogThatNobodyServes() throws IOException {
        settings.put("tables.glue-endpoint", "http://127.0.0.1:" + closedPort());

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith(
                        "tables.glue-endpoint: expected a catalog that can be used, came Glue at"
                                + " http");
    }

    @Test
    void tablesThatAreSomebodyElsesToMake() {
        settings.put("tables.create", "false");

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith("tables.create: expected the tables to be there, came Glue at http")
                .contains("database radstream_analytics does not exist", "RadStreamTables create");
    }

    @Test
    void aSecretThatDoesNotExist() {
        settings.put("phi.key", "secretsmanager:no-such-secret");

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith(
                        "phi.key: pseudonym key in secret no-such-secret: expected the secret"
                                + " no-such-secret, came none");
    }

    @Test
    void aSecretsManagerThatNobodyServes() {
        settings.put("phi.secrets-endpoint", "http://127.0.0.1:1");

        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith("phi.secrets-endpoint: pseudonym key in secret ")
                .contains("http://127.0.0.1:1");
    }

    @Test
    void aModelThatALiveServerDoesNotHave() {
        servers.models().lacks("no_such_detector");
        settings.put("models.detector", "no_such_detector");

        assertThat(refused())
                .singleElement()
                .asString()
                .isEqualTo(
                        "models.detector: expected a model that exists at "
                                + servers.models().target()
                                + ", came no_such_detector: load it there, or correct its name");
    }

    @Test
    void aServerThatIsNoModelServer() throws Exception {
        Server other =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .build()
                        .start();
        try {
            String target = "127.0.0.1:" + other.getPort();
            settings.put("models.target", target);

            assertThat(refused())
                    .containsExactly(
                            "models.target: expected a server that speaks KServe v2 over gRPC, came "
                                    + target
                                    + ": is this its HTTP port?");
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void credentialsThatAreMissing() {
        settings.remove("aws.credentials");

        AwsEnvironment nothing = new AwsEnvironment();
        try {
            assertThat(refused())
                    .hasSize(4)
                    .allMatch(line -> line.startsWith("aws.credentials: "))
                    .anyMatch(line -> line.contains("stream"))
                    .anyMatch(line -> line.contains("S3"))
                    .anyMatch(line -> line.contains("catalog, came Glue at http"))
                    .anyMatch(line -> line.contains("pseudonym key"));
        } finally {
            nothing.close();
        }
    }

    /** What Netty says when its threads have gone before its last word. */
    @Test
    void looksAtBucketsWithoutAnErrorOfItsOwn() {
        settings.put("s3.results-bucket", "no-such-results");

        try (CapturedLog log = CapturedLog.begin()) {
            for (int i = 0; i < LOOKS; i++) {
                refused();
                told.reset();
            }
            assertThat(log.lines()).hasSizeGreaterThanOrEqualTo(LOOKS);
            assertThat(log.lines()).noneMatch(line -> line.contains("RejectedExecution"));
        }
    }

    @Test
    void severalThingsAtOnce() {
        settings.put("source.stream", "no-such-stream");
        settings.put("s3.results-bucket", "no-such-results");
        settings.put("phi.key", "file:/no/such/file");

        assertThat(refused()).hasSize(3);
    }

    /** An outage rejects nothing, also not the job. */
    @Test
    void aModelServerThatIsAwayIsWaitedFor() throws Exception {
        try (FakeTriton away = new FakeTriton()) {
            settings.put("models.target", away.target());

            RadStreamJob.addTo(environment(), CloudServers.arguments(settings));
        }

        assertThat(lines())
                .singleElement()
                .asString()
                .contains("is away", "studies wait for it and none is rejected");
    }

    /** As a process: one line each on the standard error stream, and an exit code that is not 0. */
    @Test
    void endsTheProcessWithAnExitCode() throws Exception {
        Path printed = folder.resolve("printed");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                RadStreamJob.class.getName(),
                                "--source.straem",
                                "x",
                                "--phi.key",
                                "a-secret-that-somebody-pasted")
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isNotZero();
        assertThat(printed)
                .content()
                .contains("radstream: source.straem", "is source.stream meant?")
                .contains("radstream: s3.images-bucket: expected", "came nothing")
                .contains("radstream: phi.key")
                .doesNotContain("a-secret-that-somebody-pasted")
                .doesNotContain("\tat ");
    }

    /** The problems, each of which is on the standard error stream too; none where it starts. */
    private List<String> refused() {
        return refused(environment());
    }

    private List<String> refused(StreamExecutionEnvironment environment) {
        StartRefusedException refusal =
                catchThrowableOfType(
                        StartRefusedException.class,
                        () -> RadStreamJob.addTo(environment, CloudServers.arguments(settings)));
        List<String> problems = refusal == null ? List.of() : refusal.problems();
        assertThat(lines())
                .containsExactlyElementsOf(problems.stream().map(p -> "radstream: " + p).toList());
        return problems;
    }

    private List<String> lines() {
        return told.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("radstream: "))
                .toList();
    }

    private StreamExecutionEnvironment environment() {
        return TestCluster.environment(folder, Duration.ofSeconds(1));
    }

    private static int closedPort() throws IOException {
        return FreePort.find();
    }
}
