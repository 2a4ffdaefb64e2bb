package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.inference.triton.TritonClients;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.FakeTriton;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.ScriptedStudy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The job and its own client, with a model server that comes and goes. */
final class ModelServerTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Duration DEADLINE = Duration.ofMillis(300);
    private static final int ATTEMPTS = 5;
    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir private Path folder;
    private FakeTriton server;

    @BeforeEach
    void open() throws Exception {
        server = new FakeTriton();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /** So many are completed only in far more time than all attempts of one call take. */
    private static void awaitCheckpoints(RunningJob job, int count) throws Exception {
        long completed = job.checkpoints();
        Wait.until("checkpoints go on", () -> job.checkpoints() > completed + count);
    }

    private static void land(List<ScriptedStudy> studies, Script script, FakeBucket images) {
        images.hold(HandMade.objects(studies));
        HandMade.objects(studies).forEach(object -> script.arrives(object, BEGIN));
    }

    @Test
    void studiesWaitWhileItIsAwayAndNoneIsRejected() throws Exception {
        List<ScriptedStudy> early = HandMade.pairs("early", 50);
        List<ScriptedStudy> late = HandMade.pairs("late", 50);
        Script script = new Script();
        FakeBucket images = FakeBucket.versioned();
        land(early, script, images);
        FakeJob job =
                FakeJob.of(script, images)
                        .with(new TritonClients(server.target(), DEADLINE, ATTEMPTS));
        RunningJob running =
                CLUSTER.start(job.in(TestCluster.environment(folder, Duration.ofMillis(200))));

        awaitCheckpoints(running, 20);
        assertThat(job.ended()).as("it has not been there yet").isEmpty();

        server.start();
        Wait.until("all have their results", () -> job.ends().results().size() == 50);

        server.hang(true);
        land(late, script, images);
        Wait.until("calls hang", () -> server.hung() > 2 * ATTEMPTS);
        server.kill();
        awaitCheckpoints(running, 20);
        assertThat(job.ended()).as("it was killed").hasSize(50);

        server.hang(false);
        server.start();
        script.ends();
        running.awaitEnd();

        List<ScriptedStudy> all = new ArrayList<>(early);
        all.addAll(late);
        assertThat(Ledger.of(all).violations(job.ended(), job.kept())).isEmpty();
    }
}
