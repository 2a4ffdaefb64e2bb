package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.record.MetricNames;
import io.radstream.record.RejectCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What whoever watches the job sees of it. */
final class MetricsTopologyTest {

    private static final InMemoryReporter REPORTER = InMemoryReporter.create();

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster().reportingTo(REPORTER);

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir private Path folder;
    private RunningJob running;

    @AfterEach
    void cancel() throws Exception {
        running.cancel();
    }

    @Test
    void tellOfRejectsByCodeResultsAndCheckpoints() throws Exception {
        List<ScriptedStudy> good = HandMade.pairs("good", 3);
        ScriptedObject badSidecar = HandMade.sidecar("bad", 1, "CHEST", ",\"view\":\"twice\"");
        List<ScriptedObject> objects = new ArrayList<>(HandMade.objects(good));
        objects.add(HandMade.image("bad", 1));
        objects.add(badSidecar);
        objects.add(HandMade.image("alone", 1));
        FakeBucket images = FakeBucket.versioned();
        images.hold(objects);
        Script script = new Script().arrives("no JSON".getBytes(StandardCharsets.UTF_8), BEGIN);
        objects.forEach(object -> script.arrives(object, BEGIN));
        FakeJob job = FakeJob.of(script, images);
        running = CLUSTER.start(job.in(TestCluster.environment(folder, Duration.ofMillis(200))));

        Wait.until("all pairs have ended", () -> job.ended().size() == 5);
        script.nothingBefore(BEGIN.plus(Duration.ofHours(1)));
        Wait.until("the orphan has ended", () -> job.ended().size() == 6);
        long completed = running.checkpoints();
        Wait.until("checkpoints go on", () -> running.checkpoints() > completed);

        assertThat(rejects(RejectCode.event_malformed)).isEqualTo(1);
        assertThat(rejects(RejectCode.sidecar_malformed)).isEqualTo(1);
        assertThat(rejects(RejectCode.sidecar_missing)).isEqualTo(1);
        assertThat(rejects(RejectCode.superseded)).as("there from the beginning").isEqualTo(0);
        assertThat(counted(MetricNames.RESULTS_STORED)).isEqualTo(3);
        assertThat(counted(MetricNames.STUDIES_PAIRED)).isEqualTo(4);
        Wait.until(
                "a subtask has been told of a checkpoint of late",
                () ->
                        values(MetricNames.CHECKPOINT_AGE_MS).stream()
                                .allMatch(ageMs -> ageMs < Duration.ofSeconds(30).toMillis()));
    }

    /** CloudWatch is handed no others; each operator has those that it promises. */
    @Test
    void belongToTheGroupThatManagedFlinkHandsOn() throws Exception {
        Script script = new Script();
        FakeJob job = FakeJob.of(script, FakeBucket.versioned());
        running = CLUSTER.start(job.in(TestCluster.environment(folder, Duration.ofMillis(200))));
        running.awaitRunning();

        for (String name :
                List.of(
                        MetricNames.REJECTS,
                        MetricNames.EVENTS_REJECTED,
                        MetricNames.EVENTS_DUPLICATE,
                        MetricNames.EVENTS_SKEWED,
                        MetricNames.STUDIES_PAIRED,
                        MetricNames.STUDIES_REJECTED,
                        MetricNames.STORE_RETRIES,
                        MetricNames.MODEL_RETRIES,
                        MetricNames.STUDIES_IN_FLIGHT,
                        MetricNames.STUDIES_WAITING,
                        MetricNames.BREAKERS_OPEN,
                        MetricNames.RESULTS_STORED,
                        MetricNames.CHECKPOINT_AGE_MS)) {
            assertThat(identifiers(name))
                    .as(name)
                    .isNotEmpty()
                    .allMatch(identifier -> identifier.contains(".kinesisanalytics."));
        }
    }

    /** By the identifiers that a reporter makes; several subtasks may share one. */
    private static Stream<Map.Entry<String, Metric>> all(String name) {
        return REPORTER.getMetricsByGroup().entrySet().stream()
                .flatMap(
                        group ->
                                group.getValue().entrySet().stream()
                                        .map(
                                                metric ->
                                                        Map.entry(
                                                                group.getKey()
                                                                        .getMetricIdentifier(
                                                                                metric.getKey()),
                                                                metric.getValue())))
                .filter(metric -> metric.getKey().endsWith("." + name));
    }

    private static List<String> identifiers(String name) {
        return all(name).map(Map.Entry::getKey).toList();
    }

    private static Collection<Long> values(String gauge) {
        return all(gauge)
                .map(entry -> ((Number) ((Gauge<?>) entry.getValue()).getValue()).longValue())
                .toList();
    }

    private static long counted(String name) {
        return all(name).mapToLong(entry -> ((Counter) entry.getValue()).getCount()).sum();
    }

    private static long rejects(RejectCode code) {
        return counted("code." + code + "." + MetricNames.REJECTS);
    }
}
