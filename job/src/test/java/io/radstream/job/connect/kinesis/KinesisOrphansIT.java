package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.event.EventStep;
import io.radstream.fixture.Envelopes;
import io.radstream.fixture.Wait;
import io.radstream.record.ObjectCreated;
import io.radstream.record.PairedStudy;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.SideOutputs;
import io.radstream.study.StudyStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Who is an orphan, by the steps that decide it, behind the emulator. */
@Timeout(300)
final class KinesisOrphansIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    /** Long enough for a job to stop in, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int STUDIES = 20;

    private static final InMemoryReporter METRICS = InMemoryReporter.create();

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestJob.cluster(METRICS);

    private static KinesisEmulator kinesis;

    @TempDir Path folder;

    private final Collected<PairedStudy> paired = new Collected<>();
    private final Collected<Reject> rejects = new Collected<>();

    @BeforeAll
    static void startEmulator() throws IOException {
        kinesis = KinesisEmulator.shared();
    }

    @AfterEach
    void stopJobs() throws Exception {
        TestJob.cancelAll();
    }

    @Test
    void nobodyIsAnOrphanBeforeALaggingShardHasBeenReadAfterADowntime() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "downtime", 2);
        List<Shard> shards = stream.openShards();
        TestJob job = start(2, null, slow(stream));
        stream.putInto(shards.get(0), halves(".jpg"));
        // Each is told of by the half that is read next, so one more.
        stream.putInto(shards.get(0), List.of("the last"));
        Wait.until(SOON, "the first halves are read", () -> rejects.size() == 1);

        String savepoint = job.stop(folder);
        Instant stoppedAt = Instant.now();
        // In time, but far back in their shard: 1,000 records come before them, 20 a read.
        stream.putInto(
                shards.get(1),
                IntStream.range(0, 1_000).mapToObj(i -> "no event").collect(Collectors.toList()));
        stream.putInto(shards.get(1), halves(".json"));
        Wait.until(
                SOON,
                "twice the patience has passed",
                () -> Instant.now().isAfter(stoppedAt.plus(PATIENCE.multipliedBy(2))));
        job = start(2, savepoint, slow(stream));
        Wait.until(
                SOON, "all studies have ended", () -> paired.size() + orphans().size() >= STUDIES);
        job.cancel();

        assertThat(orphans()).isEmpty();
        assertThat(paired.all())
                .extracting(seen -> seen.record().getStudy().getStudyId())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, STUDIES)
                                .mapToObj(KinesisOrphansIT::study)
                                .collect(Collectors.toList()));
    }

    @Test
    void orphansEndOnAnIdleStreamAlsoWhereSubtasksHaveNoShards() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "idle", 1);
        TestJob job = start(4, null, kinesis.settings(stream));
        stream.putInto(stream.openShards().get(0), halves(".jpg"));

        Wait.until(SOON, "orphans have ended", () -> orphans().size() == STUDIES);
        job.cancel();

        assertThat(orphans()).extracting(Reject::getCode).containsOnly(RejectCode.sidecar_missing);
        assertThat(paired.all()).isEmpty();
    }

    @Test
    void orphansEndOnAnIdleStreamWhereKinesisPushes() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "idle-pushed", 2);
        TestJob job =
                start(2, null, kinesis.settings(stream).fanOut(FanOut.registered("radstream")));
        stream.putInto(stream.openShards().get(0), halves(".jpg"));

        Wait.until(SOON, "orphans have ended", () -> orphans().size() == STUDIES);
        job.cancel();

        assertThat(paired.all()).isEmpty();
    }

    @Test
    void orphansEndAfterAReshardOfAnIdleStream() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "idle-reshard", 1);
        TestJob job = start(2, null, kinesis.settings(stream));
        stream.putInto(stream.openShards().get(0), halves(".jpg"));
        stream.split(stream.openShards().get(0));

        Wait.until(SOON, "orphans have ended", () -> orphans().size() == STUDIES);
        String savepoint = job.stop(folder);
        // The closed parent is restored as well, and holds nothing back.
        stream.putInto(stream.openShards().get(1), List.of(half("late", ".jpg")));
        job = start(2, savepoint, kinesis.settings(stream));
        Wait.until(SOON, "one more has ended", () -> orphans().size() == STUDIES + 1);
        job.cancel();
    }

    private static KinesisSettings.Builder slow(TestStream stream) {
        return kinesis.settings(stream).maxRecords(20).pollInterval(Duration.ofMillis(100));
    }

    private List<Reject> orphans() {
        return rejects.all().stream()
                .map(Collected.Seen::record)
                .filter(reject -> reject.getCode() != RejectCode.event_malformed)
                .collect(Collectors.toList());
    }

    private TestJob start(int parallelism, String savepoint, KinesisSettings.Builder settings)
            throws Exception {
        KinesisEvents source = new KinesisEvents(settings.build(), false, Clock.systemUTC());
        return TestJob.submit(
                        parallelism,
                        savepoint,
                        environment -> {
                            SingleOutputStreamOperator<ObjectCreated> objects =
                                    source.apply(environment)
                                            .process(new EventStep(Clock.systemUTC()))
                                            .uid("event");
                            SingleOutputStreamOperator<PairedStudy> studies =
                                    objects.keyBy(ObjectCreated::getStudyId)
                                            .process(
                                                    new StudyStep(
                                                            PATIENCE,
                                                            Duration.ofDays(2),
                                                            true,
                                                            Clock.systemUTC()))
                                            .uid("study");
                            studies.addSink(paired).uid("paired");
                            objects.getSideOutput(SideOutputs.REJECTS)
                                    .union(studies.getSideOutput(SideOutputs.REJECTS))
                                    .addSink(rejects)
                                    .uid("rejects");
                        })
                .awaitRunning();
    }

    private static List<String> halves(String ending) {
        List<String> halves = new ArrayList<>();
        for (int i = 0; i < STUDIES; i++) {
            halves.add(half(study(i), ending));
        }
        return halves;
    }

    private static String study(int i) {
        return "study-" + i;
    }

    private static String half(String study, String ending) {
        ObjectNode envelope = Envelopes.envelope();
        Envelopes.object(envelope).put("key", "images/" + study + "/" + study + ending);
        return new String(Envelopes.bytes(envelope), StandardCharsets.UTF_8);
    }
}
