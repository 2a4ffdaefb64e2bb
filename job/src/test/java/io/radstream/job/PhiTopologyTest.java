package io.radstream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.Wait;
import io.radstream.job.fixture.CapturedLog;
import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.RunningJob;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.TestCluster;
import io.radstream.job.ledger.Landing;
import io.radstream.job.ledger.Ledger;
import io.radstream.job.ledger.Mix;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.ledger.ScriptedStudies;
import io.radstream.job.ledger.TinyContent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every sidecar names a patient, some of them where they should not. Nothing that leaves the
 * sidecar step, or rests anywhere, may name one.
 */
final class PhiTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final String CANARY = "PATIENT-CANARY";

    /** A key outside of the layout that names a patient where a study's id would stand. */
    private static final String EVENT_OF_A_NAMED_KEY =
            "{\"detail-type\":\"Object Created\",\"source\":\"aws.s3\","
                    + "\"time\":\"2026-03-04T05:06:07Z\",\"detail\":{\"bucket\":{\"name\":\"b\"},"
                    + "\"object\":{\"key\":\"uploads/"
                    + CANARY
                    + "/x.jpg\",\"size\":1,\"etag\":\"00\",\"sequencer\":\"01\"}}}";

    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir private Path folder;

    @Test
    void aPatientsIdIsFoundNowhere() throws Exception {
        Mix mix = new Mix(0.1, Duration.ofSeconds(60), 0.05, 0.3, 0.1, Duration.ofMillis(50));
        ScriptedStudies studies = ScriptedStudies.of(9, 300, mix, new TinyContent());
        List<ScriptedObject> objects = studies.landings().stream().map(Landing::object).toList();
        Script script =
                new Script()
                        .arrive(studies.deliveries(), BEGIN)
                        .arrives(utf8("{\"patient_id\":\"" + CANARY + "\"}"), BEGIN)
                        .arrives(utf8(CANARY + " no JSON"), BEGIN)
                        .arrives(utf8(EVENT_OF_A_NAMED_KEY), BEGIN);
        FakeJob job = FakeJob.of(script, FakeBucket.versioned().hold(objects));
        job.models().goAway();
        try (CapturedLog log = CapturedLog.begin()) {
            RunningJob running =
                    CLUSTER.start(job.in(TestCluster.environment(folder, Duration.ofMillis(200))));
            Wait.until("all have been read", script::isRead);
            Wait.until("some were rejected", () -> job.ends().rejects().size() > 50);
            String checkpointed = contentBelow(running.checkpoint());
            String savepoint = running.stopWithSavepoint(folder.resolve("savepoints"));
            // The control: what is looked for would be found.
            assertThat(checkpointed).contains("S00000-", "patient", "test-1");
            assertThat(checkpointed).doesNotContain(CANARY);
            assertThat(contentBelow(savepoint)).contains("S00000-").doesNotContain(CANARY);

            job.models().comeBack();
            script.ends();
            CLUSTER.resume(
                            job.in(TestCluster.environment(folder, Duration.ofMillis(200))),
                            savepoint)
                    .awaitEnd();

            assertThat(log.lines()).hasSizeGreaterThan(100);
            assertThat(log.lines()).noneMatch(line -> line.contains(CANARY));
        }
        Ledger ledger =
                Ledger.of(studies.studies())
                        .withStudyless(Map.of("event_malformed", 2L, "key_unrecognised", 1L));
        assertThat(ledger.violations(job.ended(), job.kept())).isEmpty();
        assertThat(job.ends().results().records().toString()).doesNotContain(CANARY);
        assertThat(job.ends().rejects().records().toString()).doesNotContain(CANARY);
        assertThat(job.ends().telemetry().records().toString()).doesNotContain(CANARY);
        assertThat(job.ends().windows().records().toString()).doesNotContain(CANARY);
        for (byte[] result : job.results().newest().values()) {
            assertThat(new String(result, StandardCharsets.UTF_8))
                    .contains("patient_pseudonym")
                    .doesNotContain(CANARY);
        }
        assertThat(
                        new String(objects.get(0).content(), StandardCharsets.ISO_8859_1)
                                + new String(objects.get(1).content(), StandardCharsets.ISO_8859_1)
                                + new String(objects.get(2).content(), StandardCharsets.ISO_8859_1))
                .as("the control: the sidecars do name patients")
                .contains(CANARY);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of all files, byte by byte. */
    private static String contentBelow(String checkpoint) throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of(URI.create(checkpoint)))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return content.toString();
    }
}
