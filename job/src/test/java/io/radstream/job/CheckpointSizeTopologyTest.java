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
import io.radstream.record.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What waits is a reference: a checkpoint takes at most 4 KB a study, wherever it waits. */
final class CheckpointSizeTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final int STUDIES = 2000;
    private static final long MOST_BYTES_A_STUDY = 4096;
    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    /** As long as ids may be. */
    private static final String PREFIX = "1.2.840.113619.2.55.3.604688119.969.".replace('.', '-');

    @TempDir private Path folder;

    private final List<ScriptedObject> images = new ArrayList<>();
    private final List<ScriptedObject> sidecars = new ArrayList<>();

    private void studies(String annotations) {
        for (int i = 0; i < STUDIES; i++) {
            String studyId = String.format("%s%028d", PREFIX, i);
            images.add(HandMade.image(studyId, 1));
            sidecars.add(HandMade.sidecar(studyId, 1, "CHEST", annotations));
        }
    }

    @Test
    void inTheJoin() throws Exception {
        studies("");
        bound("join", images, (job, bucket) -> {}, Stage.queue, 0);
    }

    @Test
    void inTheSidecarStep() throws Exception {
        studies("");
        List<ScriptedObject> both = new ArrayList<>(images);
        both.addAll(sidecars);
        bound("sidecar", both, (job, bucket) -> bucket.goAway(), Stage.pair, STUDIES);
    }

    @Test
    void inInference() throws Exception {
        studies("");
        List<ScriptedObject> both = new ArrayList<>(images);
        both.addAll(sidecars);
        bound(
                "inference",
                both,
                (job, bucket) -> job.models().goAway(),
                Stage.validate_metadata,
                STUDIES);
    }

    /** With annotations that are as large as what is carried of them. */
    @Test
    void inInferenceWithTheLongestAnnotations() throws Exception {
        studies(",\"annotations\":[\"" + "x".repeat(2048 - 4) + "\"]");
        List<ScriptedObject> both = new ArrayList<>(images);
        both.addAll(sidecars);
        bound(
                "inference, with the longest annotations",
                both,
                (job, bucket) -> job.models().goAway(),
                Stage.validate_metadata,
                STUDIES);
    }

    private interface Outage {
        void of(FakeJob job, FakeBucket images);
    }

    private void bound(
            String where, List<ScriptedObject> come, Outage outage, Stage passed, int count)
            throws Exception {
        Script script = new Script();
        FakeBucket bucket = FakeBucket.versioned().hold(images).hold(sidecars);
        FakeJob job = FakeJob.of(script, bucket);
        outage.of(job, bucket);
        RunningJob running =
                CLUSTER.start(
                        job.in(
                                TestCluster.environment(
                                        folder.resolve("checkpoints"), Duration.ofMillis(500))));
        running.awaitRunning();
        long empty = sizeOf(running.checkpoint());
        come.forEach(object -> script.arrives(object, BEGIN));
        Wait.until("all have been read", script::isRead);
        Wait.until(
                "all wait there",
                () ->
                        job.ends().telemetry().records().stream()
                                        .filter(event -> event.getStage() == passed)
                                        .count()
                                >= count);
        long full = sizeOf(running.checkpoint());
        running.cancel();

        long bytesAStudy = (full - empty) / STUDIES;
        System.out.printf("a study that waits, %s: %d bytes of checkpoint%n", where, bytesAStudy);
        assertThat(bytesAStudy).isBetween(100L, MOST_BYTES_A_STUDY);
        assertThat(job.ended()).isEmpty();
    }

    private static long sizeOf(String checkpoint) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(URI.create(checkpoint)))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
