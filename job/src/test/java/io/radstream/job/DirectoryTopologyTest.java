package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.radstream.fixture.Wait;
import io.radstream.job.connect.directory.DirectoryObjectStores;
import io.radstream.job.connect.directory.DirectorySource;
import io.radstream.job.connect.directory.EndOfRun;
import io.radstream.job.connect.directory.FolderWriter;
import io.radstream.job.fixture.FakeEnds;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.SharedClock;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.End;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.Mix;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.job.ledger.TinyContent;
import io.radstream.record.PublishedResult;
import io.radstream.record.RawEvent;
import io.radstream.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job on a folder, watched or read once. */
final class DirectoryTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir private Path folder;

    private final SharedClock clock = new SharedClock();
    private final Instant runBegan = Instant.now();
    private Path images;
    private EndOfRun end;
    private Optional<EndOfRun> once = Optional.empty();
    private FolderWriter writer;

    @BeforeEach
    void begin() throws IOException {
        images = Files.createDirectory(folder.resolve("images"));
        writer = new FolderWriter(images);
        end = new EndOfRun(folder.resolve("ended"));
    }

    private FakeJob watching() {
        return new FakeJob(
                        new DirectoryObjectStores(images, "images/", Duration.ofMinutes(5)),
                        new FakeEnds(this::source).alsoWithResults(this::watchEnd))
                .with(clock)
                .with(PipelineSettings.defaults().withOrphanPatience(PATIENCE));
    }

    private FakeJob once() {
        once = Optional.of(end);
        return watching();
    }

    private void watchEnd(DataStream<PublishedResult> results) {
        end.watch(results, Uids.END_OF_RUN);
    }

    private DataStream<RawEvent> source(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        new DirectorySource(images, "local", once, runBegan, 0, clock),
                        WatermarkStrategy.noWatermarks(),
                        "images")
                .uid(Uids.SOURCE)
                .setParallelism(1);
    }

    private RunningJob start(FakeJob job) throws Exception {
        return CLUSTER.start(job.in(environment(Duration.ofMillis(200))));
    }

    private RunningJob resume(FakeJob job, String from) throws Exception {
        return CLUSTER.resume(job.in(environment(Duration.ofMillis(200))), from);
    }

    private StreamExecutionEnvironment environment(Duration checkpoints) {
        return TestCluster.environment(folder.resolve("checkpoints"), checkpoints);
    }

    /** The study as it has landed: with the sequencers that its events have. */
    private ScriptedStudy land(ScriptedStudy study) throws IOException {
        return new ScriptedStudy(
                study.studyId(), landAll(study.images()), landAll(study.sidecars()));
    }

    private List<ScriptedObject> landAll(List<ScriptedObject> objects) throws IOException {
        List<ScriptedObject> landed = new ArrayList<>();
        for (ScriptedObject object : objects) {
            landed.add(writer.land(object));
        }
        return landed;
    }

    private static void awaitEnds(FakeJob job, int count) throws Exception {
        Wait.until(count + " versions have ended", () -> job.ended().size() >= count, job::ended);
    }

    @Test
    void takesWhatIsThereOnceAndEnds() throws Exception {
        List<ScriptedStudy> studies = new ArrayList<>();
        for (ScriptedStudy study : HandMade.pairs("S", 50)) {
            studies.add(land(study));
        }
        studies.add(land(new ScriptedStudy("O", List.of(HandMade.image("O", 1)), List.of())));
        FakeJob job = once();

        start(job).awaitEnd();

        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }

    @Test
    void endsOnAnEmptyFolder() throws Exception {
        FakeJob job = once();

        start(job).awaitEnd();

        assertThat(job.ended()).isEmpty();
    }

    /**
     * Flink makes no checkpoint while an async step waits at the end of its input. A run of hours
     * must make them, show its results, and be stopped and resumed.
     */
    @Test
    void makesCheckpointsToTheEndOfABoundedRun() throws Exception {
        List<ScriptedStudy> studies = new ArrayList<>();
        for (ScriptedStudy study : HandMade.pairs("S", 50)) {
            studies.add(land(study));
        }
        studies.add(land(HandMade.pair("slow", "SLOW")));
        FakeJob job = once();
        job.models().hold("SLOW");
        RunningJob running = start(job);

        awaitEnds(job, 50);
        long completed = running.checkpoints();
        Wait.until("checkpoints go on", () -> running.checkpoints() > completed + 2);
        String savepoint = running.stopWithSavepoint(folder);
        studies.add(land(HandMade.pair("later")));
        RunningJob resumed = resume(job, savepoint);
        awaitEnds(job, 51);
        assertThat(resumed.status()).isEqualTo(JobStatus.RUNNING);
        job.models().release("SLOW");
        resumed.awaitEnd();

        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }

    /** All had been read, and one was waiting: the folder is watched from there on. */
    @Test
    void watchesOnWhereAnEarlierRunWasToEnd() throws Exception {
        List<ScriptedStudy> studies = new ArrayList<>();
        studies.add(land(HandMade.pair("slow", "SLOW")));
        studies.add(land(HandMade.pair("fast")));
        FakeJob job = once();
        job.models().hold("SLOW");
        RunningJob running = start(job);
        awaitEnds(job, 1);
        String savepoint = running.stopWithSavepoint(folder);

        once = Optional.empty();
        RunningJob resumed = resume(job, savepoint);
        job.models().release("SLOW");
        awaitEnds(job, 2);
        studies.add(land(HandMade.pair("later")));
        awaitEnds(job, 3);
        assertThat(resumed.status()).isEqualTo(JobStatus.RUNNING);
        resumed.cancel();

        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }

    /** The folder goes back to the enumerator, which hands it on again. */
    @Test
    void losesNothingWhereItFailsBeforeTheFirstCheckpoint() throws Exception {
        List<ScriptedStudy> studies = new ArrayList<>();
        for (ScriptedStudy study : HandMade.pairs("S", 20)) {
            studies.add(land(study));
        }
        FakeJob job = once();
        job.ends().results().failOnceAt(10);

        // The first checkpoint is made no sooner than the pause between two.
        StreamExecutionEnvironment environment = environment(Duration.ofSeconds(6));
        environment.getCheckpointConfig().setMinPauseBetweenCheckpoints(5000);

        CLUSTER.start(job.in(environment)).awaitEnd();

        assertThat(job.ends().results().hasFailed()).isTrue();
        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }

    @Test
    void seesWhatLandsAndWhatIsOverwritten() throws Exception {
        FakeJob job = watching();
        RunningJob running = start(job);
        running.awaitRunning();

        ScriptedObject sidecar = writer.land(HandMade.sidecar("S1", 1, "CHEST"));
        ScriptedObject a = writer.land(HandMade.image("S1", 1));
        awaitEnds(job, 1);
        ScriptedObject b = writer.land(HandMade.image("S1", 2));
        awaitEnds(job, 2);
        ScriptedObject again = writer.land(a);
        awaitEnds(job, 3);
        running.cancel();

        ScriptedStudy study = new ScriptedStudy("S1", List.of(a, b, again), List.of(sidecar));
        assertThat(Ledger.of(List.of(study)).violations(job.ended(), job.kept())).isEmpty();
        assertThat(job.ended()).extracting(End::outcome).containsOnly("result").hasSize(3);
    }

    @Test
    void endsAnOrphanInAFolderWhereNothingElseHappens() throws Exception {
        FakeJob job = watching();
        RunningJob running = start(job);
        ScriptedObject image = writer.land(HandMade.image("S1", 1));
        Wait.until(
                "the image is known",
                () -> {
                    clock.advance(Duration.ofSeconds(10));
                    return !job.ends().telemetry().records().isEmpty();
                });
        assertThat(job.ends().telemetry().records().get(0).getStatus()).isEqualTo(Status.waiting);
        assertThat(job.ended()).isEmpty();

        clock.advance(PATIENCE);
        awaitEnds(job, 1);
        running.cancel();

        assertThat(job.ended())
                .extracting(End::studyVersion, End::outcome)
                .containsExactly(tuple(image.sequencer() + ".-", "sidecar_missing"));
    }

    /** The other halves landed in time, while nobody read. */
    @Test
    void takesNobodyForAnOrphanAfterADowntimeOfTwiceThePatience() throws Exception {
        FakeJob job = watching();
        RunningJob running = start(job);
        Map<String, ScriptedObject> waiting = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            waiting.put("S" + i, writer.land(HandMade.image("S" + i, 1)));
        }
        Wait.until(
                "all have been read",
                () -> {
                    clock.advance(Duration.ofSeconds(1));
                    return job.ends().telemetry().size() == 100;
                });
        String savepoint = running.stopWithSavepoint(folder);

        List<ScriptedStudy> studies = new ArrayList<>();
        for (String studyId : waiting.keySet()) {
            ScriptedObject sidecar = writer.land(HandMade.sidecar(studyId, 1, "CHEST"));
            studies.add(
                    new ScriptedStudy(studyId, List.of(waiting.get(studyId)), List.of(sidecar)));
        }
        clock.advance(PATIENCE.multipliedBy(2));
        RunningJob resumed = resume(job, savepoint);
        awaitEnds(job, 100);
        resumed.cancel();

        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }

    @Test
    void endsWhatWasDeletedOrOverwrittenBeforeItWasFetched() throws Exception {
        FakeJob job = watching();
        job.models().goAway();
        RunningJob running = start(job);
        ScriptedStudy gone = land(HandMade.pair("gone"));
        ScriptedStudy over = land(HandMade.pair("over"));
        Wait.until(
                "both wait for the models",
                () ->
                        job.ends().telemetry().records().stream()
                                        .filter(
                                                e ->
                                                        e.getStage()
                                                                .name()
                                                                .equals("validate_metadata"))
                                        .count()
                                == 2);
        writer.delete(gone.images().get(0));
        ScriptedObject newer = writer.land(HandMade.image("over", 2));
        Wait.until(
                "the newer one has been read",
                () ->
                        job.ends().telemetry().records().stream()
                                        .filter(
                                                e ->
                                                        e.getStage()
                                                                .name()
                                                                .equals("validate_metadata"))
                                        .count()
                                == 3);
        job.models().comeBack();
        awaitEnds(job, 3);
        running.cancel();

        String sidecar = "." + over.sidecars().get(0).sequencer();
        assertThat(job.ended())
                .containsExactlyInAnyOrder(
                        new End("gone", gone.newestVersion(), "object_gone"),
                        new End("over", over.images().get(0).sequencer() + sidecar, "superseded"),
                        new End("over", newer.sequencer() + sidecar, "result"));
    }

    /** As a person would: files are copied and overwritten, the job is killed and resumed. */
    @Test
    void everyVersionEndsOnceHoweverOftenTheJobIsKilled() throws Exception {
        Mix mix = new Mix(0, Duration.ZERO, 0.05, 0.05, 0.2, Duration.ofMillis(50));
        ScriptedStudies scripted = ScriptedStudies.of(6, 400, mix, new TinyContent());
        Map<String, List<ScriptedObject>> landed = new HashMap<>();
        FakeJob job = watching();
        RunningJob running = start(job);
        Random random = new Random(6);
        int untilKill = 0;
        List<Landing> landings = scripted.landings();
        int kills = 0;
        for (int i = 0; i < landings.size(); i++) {
            ScriptedObject object = landings.get(i).object();
            landed.computeIfAbsent(object.studyId() + object.half(), key -> new ArrayList<>())
                    .add(writer.land(object));
            if (++untilKill > 150 + random.nextInt(50)) {
                untilKill = 0;
                RunningJob killed = running;
                long completed = killed.checkpoints();
                Wait.until("there is a checkpoint", () -> killed.checkpoints() > completed);
                String checkpoint = killed.lastCheckpoint();
                killed.cancel();
                kills++;
                running = resume(job, checkpoint);
                running.awaitRunning();
            }
        }
        String savepoint = running.stopWithSavepoint(folder);
        once = Optional.of(end);
        resume(job, savepoint).awaitEnd();

        List<ScriptedStudy> studies = new ArrayList<>();
        for (ScriptedStudy study : scripted.studies()) {
            studies.add(
                    new ScriptedStudy(
                            study.studyId(),
                            landed.getOrDefault(study.studyId() + "image", List.of()),
                            landed.getOrDefault(study.studyId() + "sidecar", List.of())));
        }
        assertThat(kills).isGreaterThanOrEqualTo(3);
        assertThat(
                        Ledger.of(studies)
                                .whereOverwrittenObjectsMayBeMissed()
                                .violations(job.ended(), job.kept()))
                .isEmpty();
    }
}
