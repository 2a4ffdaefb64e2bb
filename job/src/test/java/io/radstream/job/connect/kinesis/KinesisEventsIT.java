package io.radstream.job.connect.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.record.RawEvent;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** What is read, from where, and how often: once. Against the emulator. */
@Timeout(300)
final class KinesisEventsIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration RETENTION = Duration.ofHours(24);

    private static final InMemoryReporter METRICS = InMemoryReporter.create();

    @RegisterExtension static final MiniClusterExtension CLUSTER = TestJob.cluster(METRICS);

    private static KinesisEmulator kinesis;

    @TempDir Path folder;

    private final Collected<RawEvent> events = new Collected<>();

    @BeforeAll
    static void startEmulator() throws IOException {
        kinesis = KinesisEmulator.shared();
    }

    @AfterEach
    void stopJobs() throws Exception {
        TestJob.cancelAll();
    }

    @Test
    void readsEachRecordOnceAcrossSplitsMergesAndASavepointUnderLoad() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "reshard", 2);
        AtomicBoolean producing = new AtomicBoolean(true);
        AtomicInteger produced = new AtomicInteger();
        Thread producer =
                new Thread(
                        () -> {
                            while (producing.get()) {
                                stream.put("record-" + produced.get());
                                produced.incrementAndGet();
                            }
                        });
        producer.start();
        TestJob job = start(2, null, settings(stream));
        awaitProgress(produced);

        stream.split(stream.openShards().get(0));
        awaitProgress(produced);
        List<Shard> three = stream.openShards();
        stream.merge(three.get(1), three.get(2));
        awaitProgress(produced);
        String savepoint = job.stop(folder);
        stream.split(stream.openShards().get(0));
        job = start(2, savepoint, settings(stream));
        awaitProgress(produced);
        producing.set(false);
        producer.join();
        awaitEvents(produced.get());
        job.cancel();

        assertThat(stream.openShards()).hasSize(3);
        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(records(0, produced.get()));
    }

    @Test
    void readsEachRecordOnceWhereKinesisPushes() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "pushed", 2);
        KinesisSettings.Builder pushed = settings(stream).fanOut(FanOut.registered("radstream"));
        TestJob job = start(2, null, pushed);
        records(0, 100).forEach(stream::put);
        awaitEvents(100);

        stream.split(stream.openShards().get(0));
        records(100, 200).forEach(stream::put);
        awaitEvents(200);
        String savepoint = job.stop(folder);
        records(200, 300).forEach(stream::put);
        FanOut existing = FanOut.existing(stream.consumerArn());
        job = start(2, savepoint, settings(stream).fanOut(existing));
        awaitEvents(300);
        job.cancel();

        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(records(0, 300));
    }

    @Test
    void tellsWhereAndWhenARecordArrived() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "arrival", 1);
        Instant before = Instant.now();
        stream.put("record");
        Instant after = Instant.now();
        TestJob job = start(1, null, settings(stream));
        awaitEvents(1);
        job.cancel();

        RawEvent event = events.all().get(0).record();
        assertThat(event.getArrivedAt()).isBetween(before.minusMillis(1), after);
        assertThat(events.all().get(0).timestampMs())
                .isEqualTo(event.getArrivedAt().toEpochMilli());
        assertThat(event.getShard()).isEqualTo(stream.openShards().get(0).shardId());
        assertThat(event.getSequenceNumber()).matches("[0-9]+");
        assertThat(event.getReplay()).isFalse();
    }

    @Test
    void isSoonThere() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "latency", 2);
        TestJob job = start(2, null, settings(stream));
        for (int i = 0; i < 200; i++) {
            int next = i;
            stream.put("record-" + next);
            awaitEvents(next);
        }
        awaitEvents(200);
        job.cancel();

        List<Long> ms = new ArrayList<>();
        events.all()
                .forEach(
                        seen ->
                                ms.add(
                                        seen.seenAtMs()
                                                - seen.record().getArrivedAt().toEpochMilli()));
        Collections.sort(ms);
        System.out.printf(
                "arrival in Kinesis to the next operator, polling: p50 %d ms, p95 %d ms, max %d"
                        + " ms%n",
                ms.get(100), ms.get(190), ms.get(199));
        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(records(0, 200));
    }

    @Test
    void startsAtTheHorizonTheLatestOrATimestamp() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "start", 1);
        stream.put("record-0");
        pass(Duration.ofMillis(50));
        Instant between = Instant.now();
        pass(Duration.ofMillis(50));
        stream.put("record-1");
        pass(Duration.ofMillis(50));

        Collected<RawEvent> all = new Collected<>();
        Collected<RawEvent> some = new Collected<>();
        Collected<RawEvent> fresh = new Collected<>();
        List<TestJob> jobs =
                List.of(
                        start(all, settings(stream).replay(true)),
                        start(some, settings(stream).start(StartPosition.at(between))),
                        start(fresh, settings(stream).start(StartPosition.latest())));
        stream.put("record-2");
        for (Collected<RawEvent> collected : List.of(all, some, fresh)) {
            Wait.until(SOON, "the newest is read", () -> payloads(collected).contains("record-2"));
        }
        for (TestJob job : jobs) {
            job.cancel();
        }

        assertThat(payloads(all)).containsExactly("record-0", "record-1", "record-2");
        assertThat(payloads(some)).containsExactly("record-1", "record-2");
        assertThat(payloads(fresh)).containsExactly("record-2");
        assertThat(all.all())
                .extracting(seen -> seen.record().getReplay())
                .containsExactly(true, true, false);
        assertThat(some.all())
                .extracting(seen -> seen.record().getReplay())
                .containsExactly(false, false);
    }

    @Test
    void keepsItsStartInStateForShardsThatWereSilent() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "silent", 2);
        stream.putInto(stream.openShards().get(1), List.of("too old"));
        pass(Duration.ofMillis(50));
        KinesisSettings.Builder latest = settings(stream).start(StartPosition.latest());
        TestJob job = start(1, null, latest);
        stream.putInto(stream.openShards().get(0), List.of("record-0"));
        awaitEvents(1);

        String savepoint = job.stop(folder);
        stream.putInto(stream.openShards().get(1), List.of("record-1"));
        job = start(1, savepoint, latest);
        awaitEvents(2);
        job.cancel();

        assertThat(payloads()).containsExactly("record-0", "record-1");
    }

    @Test
    void stopsWithASavepointWhileItStillBeginsToRead() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "early-stop", 8);
        List<Shard> shards = stream.openShards();
        for (int i = 0; i < shards.size(); i++) {
            stream.putInto(shards.get(i), List.of("record-" + i));
        }
        TestJob job = start(1, null, settings(stream));
        awaitEvents(1);

        String savepoint = job.stop(folder);
        job = start(1, savepoint, settings(stream));
        awaitEvents(shards.size());
        job.cancel();

        assertThat(payloads()).containsExactlyInAnyOrderElementsOf(records(0, shards.size()));
    }

    @Test
    void keepsTheEndOfAReplayInState() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "replay", 1);
        stream.put("record-0");
        TestJob job = start(1, null, settings(stream).replay(true));
        awaitEvents(1);

        String savepoint = job.stop(folder);
        stream.put("record-1");
        job = start(1, savepoint, settings(stream).replay(true));
        awaitEvents(2);
        job.cancel();

        assertThat(events.all())
                .extracting(seen -> seen.record().getReplay())
                .containsExactly(true, false);
    }

    @Test
    void passesOnWhateverCame() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "hostile", 1);
        // The producer library's mark of an aggregated record, and none behind it.
        byte[] aggregated = {(byte) 0xf3, (byte) 0x89, (byte) 0x9a, (byte) 0xc2, 1, 2, 3};
        byte[] longAggregated = new byte[100];
        System.arraycopy(aggregated, 0, longAggregated, 0, aggregated.length);
        List<byte[]> payloads =
                List.of(
                        new byte[0],
                        new byte[] {0},
                        new byte[] {(byte) 0xff, (byte) 0xfe},
                        aggregated,
                        longAggregated,
                        "{\"detail-type\":".getBytes(UTF_8),
                        new byte[900_000]);
        payloads.forEach(stream::put);
        TestJob job = start(1, null, settings(stream));
        awaitEvents(payloads.size());
        job.cancel();

        assertThat(events.all())
                .extracting(seen -> seen.record().getPayload())
                .containsExactlyElementsOf(
                        payloads.stream().map(ByteBuffer::wrap).collect(Collectors.toList()));
    }

    @Test
    void refusesAStateOlderThanTheRetentionUnlessTheGapIsAccepted() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "retention", 1);
        stream.put("record-0");
        TestJob job = start(1, null, settings(stream));
        awaitEvents(1);
        String savepoint = job.stop(folder);
        Clock later = Clock.offset(Clock.systemUTC(), RETENTION.plusMinutes(1));

        assertThat(
                        TestJob.submit(
                                        1,
                                        savepoint,
                                        topology(events, settings(stream), false, later))
                                .failure())
                .contains("stream retention", "24 h", "--source.accept-gap true");

        job = start(1, savepoint, topology(events, settings(stream), true, later));
        stream.put("record-1");
        awaitEvents(2);
        job.cancel();
        assertThat(payloads()).containsExactly("record-0", "record-1");
    }

    @Test
    void failsForGoodWhereItWasHeldBackForLongerThanTheRetentionWhileItRan() throws Exception {
        TestStream stream = TestStream.create(kinesis.client(), "held-back", 1);
        stream.put("record-0");
        TestJob job = start(1, null, topology(events, settings(stream), false, new LeapingClock()));
        awaitEvents(1);

        LeapingClock.LEAP_MS.set(RETENTION.plusMinutes(5).toMillis());
        try {
            assertThat(job.failure())
                    .contains("stream held-back", "24 h", "held back", "--source.accept-gap true");
        } finally {
            LeapingClock.LEAP_MS.set(0);
        }
    }

    /** The system's, until it leaps, as it does where a job was frozen. */
    private static final class LeapingClock extends Clock implements Serializable {

        private static final long serialVersionUID = 1L;
        private static final AtomicLong LEAP_MS = new AtomicLong();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plusMillis(LEAP_MS.get());
        }
    }

    private static KinesisSettings.Builder settings(TestStream stream) {
        return kinesis.settings(stream);
    }

    /** Puts and reads what is put must have come some way since. */
    private void awaitProgress(AtomicInteger produced) {
        int from = produced.get();
        Wait.until(SOON, "more is produced", () -> produced.get() >= from + 200);
        Wait.until(SOON, "more is read", () -> events.size() >= from + 100);
    }

    private void awaitEvents(int count) {
        Wait.until(SOON, count + " events are read", () -> events.size() >= count);
    }

    /** The clock of arrivals has milliseconds: what is to lie between two must have some. */
    private static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        Wait.until(SOON, "the clock has moved", () -> Instant.now().isAfter(end));
    }

    private TestJob start(int parallelism, String savepoint, KinesisSettings.Builder settings)
            throws Exception {
        return start(parallelism, savepoint, topology(events, settings, false, Clock.systemUTC()));
    }

    private static TestJob start(Collected<RawEvent> into, KinesisSettings.Builder settings)
            throws Exception {
        return start(1, null, topology(into, settings, false, Clock.systemUTC()));
    }

    private static TestJob start(int parallelism, String savepoint, TestJob.Topology topology)
            throws Exception {
        return TestJob.submit(parallelism, savepoint, topology).awaitRunning();
    }

    private static TestJob.Topology topology(
            Collected<RawEvent> into,
            KinesisSettings.Builder settings,
            boolean acceptGap,
            Clock clock) {
        KinesisEvents source = new KinesisEvents(settings.build(), acceptGap, clock);
        return environment -> source.apply(environment).addSink(into).uid("collected");
    }

    private static List<String> records(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "record-" + i).collect(Collectors.toList());
    }

    private List<String> payloads() {
        return payloads(events);
    }

    private static List<String> payloads(Collected<RawEvent> collected) {
        return collected.all().stream()
                .map(seen -> UTF_8.decode(seen.record().getPayload().duplicate()).toString())
                .collect(Collectors.toList());
    }
}
