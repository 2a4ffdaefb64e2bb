package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.ledger.ScriptedStudy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What hangs or is away makes studies wait, and nothing else. */
final class OutageTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir private Path folder;
    private FakeBucket images;

    private StreamExecutionEnvironment environment() {
        return TestCluster.environment(folder, Duration.ofMillis(200));
    }

    private FakeJob job(Script script, List<ScriptedStudy> studies) {
        HandMade.objects(studies).forEach(object -> script.arrives(object, BEGIN));
        images = FakeBucket.versioned().hold(HandMade.objects(studies));
        return FakeJob.of(script, images);
    }

    private static void holdsNobodyBack(
            FakeJob job,
            Script script,
            List<ScriptedStudy> studies,
            RunningJob running,
            Runnable release)
            throws Exception {
        Wait.until(
                "all others have their results",
                () -> job.ends().results().size() == studies.size() - 1,
                () -> job.ends().results().size() + " results");
        release.run();
        script.ends();
        running.awaitEnd();
        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }

    @Test
    void aModelThatHangsHoldsNobodyBack() throws Exception {
        List<ScriptedStudy> studies = new ArrayList<>();
        studies.add(HandMade.pair("slow", "SLOW"));
        studies.addAll(HandMade.pairs("S", 100));
        Script script = new Script();
        FakeJob job = job(script, studies);
        job.models().hold("SLOW");

        RunningJob running = CLUSTER.start(job.in(environment()));

        holdsNobodyBack(job, script, studies, running, () -> job.models().release("SLOW"));
    }

    @Test
    void aSidecarThatHangsHoldsNobodyBack() throws Exception {
        anObjectThatHangsHoldsNobodyBack(study -> study.sidecars().get(0));
    }

    @Test
    void anImageThatHangsHoldsNobodyBack() throws Exception {
        anObjectThatHangsHoldsNobodyBack(study -> study.images().get(0));
    }

    private void anObjectThatHangsHoldsNobodyBack(Function<ScriptedStudy, ScriptedObject> half)
            throws Exception {
        List<ScriptedStudy> studies = HandMade.pairs("S", 100);
        String key = half.apply(studies.get(0)).key();
        Script script = new Script();
        FakeJob job = job(script, studies);
        images.hold(key);

        RunningJob running = CLUSTER.start(job.in(environment()));

        holdsNobodyBack(job, script, studies, running, () -> images.release(key));
    }

    @Test
    void aResultThatHangsHoldsNobodyBack() throws Exception {
        List<ScriptedStudy> studies = HandMade.pairs("S", 100);
        String key = "results/S0/2026/03/04/S0_results.json";
        Script script = new Script();
        FakeJob job = job(script, studies);
        job.results().hold(key);

        RunningJob running = CLUSTER.start(job.in(environment()));

        holdsNobodyBack(job, script, studies, running, () -> job.results().release(key));
    }

    /** Far more than admission lets in wait for the models. */
    @Test
    void stopsAndGoesOnWhileThousandsWaitForTheModels() throws Exception {
        stopsAndGoesOn(2000, job -> job.models().goAway(), job -> job.models().comeBack());
    }

    @Test
    void stopsAndGoesOnWhileThousandsWaitForTheImages() throws Exception {
        stopsAndGoesOn(2000, job -> images.goAway(), job -> images.comeBack());
    }

    @Test
    void stopsAndGoesOnWhileHundredsWaitForTheResults() throws Exception {
        stopsAndGoesOn(500, job -> job.results().goAway(), job -> job.results().comeBack());
    }

    private void stopsAndGoesOn(int count, Consumer<FakeJob> goAway, Consumer<FakeJob> comeBack)
            throws Exception {
        List<ScriptedStudy> studies = HandMade.pairs("S", count);
        Script script = new Script();
        FakeJob job = job(script, studies);
        goAway.accept(job);
        RunningJob running = CLUSTER.start(job.in(environment()));
        Wait.until("all have been read", () -> script.isRead());
        long completed = running.checkpoints();
        Wait.until("checkpoints go on", () -> running.checkpoints() > completed + 2);

        long stopping = System.nanoTime();
        String savepoint = running.stopWithSavepoint(folder);
        System.out.printf(
                "stopped with %d waiting in %d ms%n",
                count, (System.nanoTime() - stopping) / 1_000_000);
        assertThat(job.ended()).isEmpty();

        RunningJob resumed = CLUSTER.resume(job.in(environment()), savepoint);
        comeBack.accept(job);
        script.ends();
        resumed.awaitEnd();

        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }

    /** As on another machine, or after a scaling; halves wait as well as pairs. */
    @Test
    void goesOnWithAnotherParallelism() throws Exception {
        List<ScriptedStudy> studies = HandMade.pairs("S", 300);
        Script script = new Script();
        images = FakeBucket.versioned().hold(HandMade.objects(studies));
        FakeJob job = FakeJob.of(script, images);
        job.models().goAway();
        studies.subList(0, 200)
                .forEach(study -> study.objects().forEach(object -> script.arrives(object, BEGIN)));
        studies.subList(200, 300).forEach(study -> script.arrives(study.images().get(0), BEGIN));
        String savepoint = null;
        for (int parallelism : new int[] {2, 3, 1}) {
            StreamExecutionEnvironment environment = environment();
            environment.setParallelism(parallelism);
            job.in(environment);
            RunningJob running =
                    savepoint == null
                            ? CLUSTER.start(environment)
                            : CLUSTER.resume(environment, savepoint);
            Wait.until("all have been read", script::isRead);
            if (parallelism > 1) {
                savepoint = running.stopWithSavepoint(folder);
            } else {
                job.models().comeBack();
                studies.subList(200, 300)
                        .forEach(study -> script.arrives(study.sidecars().get(0), BEGIN));
                script.ends();
                running.awaitEnd();
            }
        }

        assertThat(Ledger.of(studies).violations(job.ended(), job.kept())).isEmpty();
    }
}
