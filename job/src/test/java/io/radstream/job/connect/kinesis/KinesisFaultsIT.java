package io.radstream.job.connect.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.fault.FaultProxy;
import io.radstream.job.fault.HttpFault;
import io.radstream.record.MetricNames;
import io.radstream.record.RawEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Throttling and outages of Kinesis only delay: nothing is lost, read twice, or done again. */
@Timeout(300)
final class KinesisFaultsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final String RESTARTS = "numRestarts";

    private static final InMemoryReporter METRICS = InMemoryReporter.create();

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestJob.cluster(METRICS);

    private static KinesisEmulator kinesis;

    @TempDir Path folder;

    private final Collected<RawEvent> events = new Collected<>();
    private FaultProxy proxy;

    @BeforeAll
    static void startEmulator() throws IOException {
        kinesis = KinesisEmulator.shared();
    }

    @BeforeEach
    void startProxy() {
        proxy = FaultProxy.http(kinesis.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.pass();
        TestJob.cancelAll();
        proxy.close();
    }

    @Test
    void throttlingOnlyDelays() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "throttled", 2);
        TestJob job = start(null, stream);
        put(stream, 0, 1);
        HttpFault throttling =
                HttpFault.status(400)
                        .body(
                                "application/x-amz-json-1.1",
                                "{\"__type\":\"ProvisionedThroughputExceededException\","
                                        + "\"message\":\"Rate exceeded\"}")
                        .only(request -> request.header("X-Amz-Target").endsWith(".GetRecords"))
                        .share(0.7, 42);
        proxy.answer(throttling);
        for (int i = 1; i < 100; i++) {
            put(stream, i, i + 1);
        }
        awaitEvents(100);

        assertThat(throttling.answered()).isPositive();
        assertThat(job.metric(METRICS, MetricNames.SOURCE_READ_FAILURES)).isPositive();
        assertThat(job.metric(METRICS, RESTARTS)).isZero();
        job.cancel();
        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(records(0, 100));
    }

    @Test
    void anOutageOnlyDelaysAndShowsAsLag() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "outage", 2);
        TestJob job = start(null, stream);
        put(stream, 0, 100);
        awaitEvents(100);

        proxy.blackhole();
        Instant end = Instant.now().plus(OUTAGE);
        put(stream, 100, 200);
        Wait.until(
                SOON,
                "the outage shows as lag",
                () ->
                        Instant.now().isAfter(end)
                                && job.metric(METRICS, MetricNames.SOURCE_LAG_MS)
                                        >= OUTAGE.toMillis() / 2);
        assertThat(events.size()).isEqualTo(100);
        proxy.refuse();
        Wait.until(
                SOON,
                "reads are refused",
                () -> job.metric(METRICS, MetricNames.SOURCE_READ_FAILURES) > 2);
        Instant passing = Instant.now();
        proxy.pass();
        awaitEvents(200);
        System.out.printf(
                "back after an outage of Kinesis within %d ms%n",
                Duration.between(passing, Instant.now()).toMillis());
        Wait.until(
                SOON,
                "the lag is gone",
                () -> job.metric(METRICS, MetricNames.SOURCE_LAG_MS) < 2_000);

        assertThat(job.metric(METRICS, RESTARTS)).isZero();
        job.cancel();
        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(records(0, 200));
    }

    @Test
    void stopsWithASavepointDuringAnOutage() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "outage-stop", 2);
        TestJob job = start(null, stream);
        put(stream, 0, 100);
        awaitEvents(100);

        proxy.blackhole();
        put(stream, 100, 200);
        Instant asked = Instant.now();
        String savepoint = job.stop(folder);
        System.out.printf(
                "stopped with a savepoint during an outage of Kinesis within %d ms%n",
                Duration.between(asked, Instant.now()).toMillis());
        proxy.pass();
        job = start(savepoint, stream);
        awaitEvents(200);
        job.cancel();

        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(records(0, 200));
    }

    private TestJob start(String savepoint, TestStream stream) throws Exception {
        KinesisEvents source =
                new KinesisEvents(
                        KinesisEmulator.settings(stream, URI.create(proxy.endpoint())).build(),
                        false,
                        Clock.systemUTC());
        return TestJob.submit(
                        2,
                        savepoint,
                        environment -> source.apply(environment).addSink(events).uid("collected"))
                .awaitRunning();
    }

    private static void put(TestStream stream, int from, int to) {
        records(from, to).forEach(stream::put);
    }

    private void awaitEvents(int count) {
        Wait.until(SOON, count + " events are read", () -> events.size() >= count);
    }

    private static List<String> records(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "record-" + i).collect(Collectors.toList());
    }

    private List<String> payloads() {
        return events.all().stream()
                .map(seen -> UTF_8.decode(seen.record().getPayload().duplicate()).toString())
                .collect(Collectors.toList());
    }
}
