package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.ScriptedStudy;
import io.radstream.record.PublishedResult;
import io.radstream.record.Stage;
import io.radstream.record.StageTiming;
import io.radstream.record.Status;
import io.radstream.record.TelemetryEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stages partition a study's time, from the arrival of the half that completed it on. What lies
 * before does not count: {@code queue}, and {@code pair}, the time for which the other half waited.
 */
final class StagesTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final double SLACK_MS = 5;
    private static final int STUDIES = 200;
    private static final Set<Stage> BEFORE = EnumSet.of(Stage.queue, Stage.pair);

    @TempDir private Path folder;

    @Test
    void addUpToEndToEnd() throws Exception {
        List<ScriptedStudy> studies = HandMade.pairs("S", STUDIES);
        Script script = new Script();
        HandMade.objects(studies).forEach(object -> script.arrives(object, Instant.now()));
        FakeJob job =
                FakeJob.of(script.ends(), FakeBucket.versioned().hold(HandMade.objects(studies)));
        CLUSTER.start(job.in(TestCluster.environment(folder, Duration.ofMillis(200)))).awaitEnd();

        assertThat(job.ends().results().records()).hasSize(STUDIES);
        Map<String, List<TelemetryEvent>> told =
                job.ends().telemetry().records().stream()
                        .collect(Collectors.groupingBy(TelemetryEvent::getStudyId));
        for (PublishedResult published : job.ends().results().records()) {
            String studyId = published.getResult().getStudy().getStudyId();
            List<TelemetryEvent> stages = told.get(studyId);
            assertThat(stages).extracting(TelemetryEvent::getStatus).containsOnly(Status.success);
            assertThat(stages)
                    .extracting(TelemetryEvent::getStage)
                    .containsExactlyInAnyOrder(
                            Stage.queue,
                            Stage.source_lag,
                            Stage.pair,
                            Stage.fetch_sidecar,
                            Stage.validate_metadata,
                            Stage.admit,
                            Stage.fetch_image,
                            Stage.prepare_tensors,
                            Stage.inference,
                            Stage.inference,
                            Stage.inference,
                            Stage.store_results,
                            Stage.end_to_end);
            assertThat(ofRows(stages))
                    .as("rows of %s", studyId)
                    .isCloseTo(published.getEndToEndMs(), within(SLACK_MS));
            assertThat(latency(stages, Stage.end_to_end)).isEqualTo(published.getEndToEndMs());
            assertThat(ofTimings(published) + latency(stages, Stage.store_results))
                    .as("timings_ms of %s", studyId)
                    .isCloseTo(published.getEndToEndMs(), within(SLACK_MS));
        }
    }

    /** Along the critical path: of the models, which are asked at once, the slowest. */
    private static double ofRows(List<TelemetryEvent> stages) {
        return stages.stream()
                .map(TelemetryEvent::getStage)
                .distinct()
                .filter(stage -> !BEFORE.contains(stage) && stage != Stage.end_to_end)
                .mapToDouble(stage -> latency(stages, stage))
                .sum();
    }

    private static double latency(List<TelemetryEvent> stages, Stage stage) {
        return stages.stream()
                .filter(event -> event.getStage() == stage)
                .mapToDouble(TelemetryEvent::getLatencyMs)
                .max()
                .orElseThrow();
    }

    private static double ofTimings(PublishedResult published) {
        return published.getResult().getTimeline().getStages().stream()
                .filter(timing -> !BEFORE.contains(timing.getStage()))
                .mapToDouble(StageTiming::getLatencyMs)
                .sum();
    }
}
