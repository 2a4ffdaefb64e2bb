package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.End;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.Mix;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.job.ledger.TinyContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each study version ends once, as a result or a reject, whatever the traffic. */
final class LedgerTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");
    private static final Duration CHECKPOINTS = Duration.ofMillis(200);

    @TempDir private Path folder;

    private StreamExecutionEnvironment environment() {
        return TestCluster.environment(folder, CHECKPOINTS);
    }

    private static List<ScriptedObject> objects(ScriptedStudies studies) {
        return studies.landings().stream().map(Landing::object).toList();
    }

    private static Script script(ScriptedStudies studies) {
        return new Script().arrive(studies.deliveries(), BEGIN);
    }

    private static List<String> violations(ScriptedStudies studies, FakeJob job) throws Exception {
        return Ledger.of(studies.studies()).violations(job.ended(), job.kept());
    }

    @Test
    void everyVersionEndsOnce() throws Exception {
        ScriptedStudies studies = ScriptedStudies.of(1, 2000, Mix.ROUGH, new TinyContent());
        FakeJob job =
                FakeJob.of(script(studies).ends(), FakeBucket.versioned().hold(objects(studies)));

        CLUSTER.start(job.in(environment())).awaitEnd();

        assertThat(violations(studies, job)).isEmpty();
    }

    /** Where old versions cannot be read any more, what has been overwritten is superseded. */
    @Test
    void everyVersionEndsOnceWithoutObjectVersions() throws Exception {
        Mix mix = new Mix(0.1, Duration.ofSeconds(60), 0.03, 0.03, 0.3, Duration.ofMillis(50));
        ScriptedStudies studies = ScriptedStudies.of(2, 300, mix, new TinyContent());
        FakeJob job =
                FakeJob.of(script(studies).ends(), FakeBucket.unversioned().hold(objects(studies)));

        CLUSTER.start(job.in(environment())).awaitEnd();

        assertThat(violations(studies, job)).isEmpty();
        assertThat(job.ended()).extracting(End::outcome).contains("superseded");
    }

    @Test
    void everyVersionEndsOnceThroughFailures() throws Exception {
        ScriptedStudies studies = ScriptedStudies.of(3, 600, Mix.ROUGH, new TinyContent());
        FakeJob job =
                FakeJob.of(script(studies).ends(), FakeBucket.versioned().hold(objects(studies)));
        job.ends().results().failOnceAt(150);
        job.ends().rejects().failOnceAt(15);
        job.ends().telemetry().failOnceAt(4000);

        CLUSTER.start(job.in(environment())).awaitEnd();

        assertThat(job.ends().results().hasFailed()).isTrue();
        assertThat(job.ends().rejects().hasFailed()).isTrue();
        assertThat(job.ends().telemetry().hasFailed()).isTrue();
        assertThat(violations(studies, job)).isEmpty();
    }

    /** The control: a join that lets duplicates pass must be found out. */
    @Test
    void ledgerSeesDuplicates() throws Exception {
        ScriptedStudies studies = ScriptedStudies.of(4, 100, Mix.ROUGH, new TinyContent());
        FakeJob job =
                FakeJob.of(script(studies).ends(), FakeBucket.versioned().hold(objects(studies)))
                        .with(PipelineSettings.defaults().withDropDuplicates(false));

        CLUSTER.start(job.in(environment())).awaitEnd();

        assertThat(violations(studies, job))
                .anyMatch(violation -> violation.contains("ended twice"));
    }

    @Test
    void whatFinishesLastIsSupersededWhereItsSuccessorHasItsResult() throws Exception {
        FakeJob job = slowOldVersion(PipelineSettings.defaults());

        assertThat(job.ended())
                .extracting(End::studyVersion, End::outcome)
                .containsExactlyInAnyOrder(
                        tupleOf(SLOW.images().get(0), SLOW.sidecars().get(0), "superseded"),
                        tupleOf(SLOW.images().get(0), SLOW.sidecars().get(1), "result"));
        assertThat(Ledger.of(List.of(SLOW)).violations(job.ended(), job.kept())).isEmpty();
    }

    /** The control: a store step that lets an old version have the last word must be found out. */
    @Test
    void ledgerSeesOvertaking() throws Exception {
        FakeJob job = slowOldVersion(PipelineSettings.defaults().withGuardOvertaking(false));

        assertThat(Ledger.of(List.of(SLOW)).violations(job.ended(), job.kept()))
                .hasSize(1)
                .allMatch(violation -> violation.contains("to be kept"));
    }

    private static final ScriptedStudy SLOW =
            new ScriptedStudy(
                    "S1",
                    List.of(HandMade.image("S1", 1)),
                    List.of(HandMade.sidecar("S1", 1, "SLOW"), HandMade.sidecar("S1", 2, "CHEST")));

    private static org.assertj.core.groups.Tuple tupleOf(
            ScriptedObject image, ScriptedObject sidecar, String outcome) {
        return org.assertj.core.api.Assertions.tuple(
                image.sequencer() + "." + sidecar.sequencer(), outcome);
    }

    /** A study whose first version is held by the models until its second has its result. */
    private FakeJob slowOldVersion(PipelineSettings settings) throws Exception {
        Script script = new Script();
        FakeJob job =
                FakeJob.of(script, FakeBucket.versioned().hold(SLOW.objects())).with(settings);
        job.models().hold("SLOW");
        RunningJob running = CLUSTER.start(job.in(environment()));
        script.arrives(SLOW.images().get(0), BEGIN);
        script.arrives(SLOW.sidecars().get(0), BEGIN);
        // The encoder's call of the first version, which is held, and the two others.
        Wait.until("the first version is asked about", () -> job.models().calls() == 3);
        script.arrives(SLOW.sidecars().get(1), BEGIN.plusSeconds(1));
        Wait.until("the second has its result", () -> job.ends().results().size() == 1);

        job.models().release("SLOW");
        script.ends();
        running.awaitEnd();
        return job;
    }

    @Test
    void eventsThatNameNoStudyEndToo() throws Exception {
        ScriptedStudies studies = ScriptedStudies.of(5, 20, Mix.PLAIN, new TinyContent());
        ScriptedObject odd =
                new ScriptedObject(
                        "S 1", HandMade.image("S1", 1).half(), "jpg", new byte[0], "01", null);
        Script script = new Script();
        for (int i = 0; i < 10; i++) {
            script.arrives("no JSON".getBytes(StandardCharsets.UTF_8), BEGIN);
            script.arrives(odd, BEGIN);
        }
        script.arrive(studies.deliveries(), BEGIN).ends();
        FakeJob job = FakeJob.of(script, FakeBucket.versioned().hold(objects(studies)));

        CLUSTER.start(job.in(environment())).awaitEnd();

        Ledger ledger =
                Ledger.of(studies.studies())
                        .withStudyless(Map.of("event_malformed", 10L, "key_unrecognised", 10L));
        assertThat(ledger.violations(job.ended(), job.kept())).isEmpty();
    }
}
