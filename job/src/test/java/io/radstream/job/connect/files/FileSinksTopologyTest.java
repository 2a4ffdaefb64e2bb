package io.radstream.job.connect.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.job.fixture.JsonLines;
import io.radstream.job.fixture.TestCluster;
import io.radstream.record.PublishedResult;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.StudyResult;
import io.radstream.result.RejectDocument;
import io.radstream.result.ResultDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the file sinks write, and where; no checkpoint is due before the input ends. */
final class FileSinksTopologyTest {

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final ResultDocument DOCUMENT = new ResultDocument("demonstration", "1.2.3");

    @TempDir private Path folder;

    private <T> void write(Class<T> type, Sink<T> sink, List<T> records) throws Exception {
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder.resolve("checkpoints"), Duration.ofHours(1));
        environment
                .fromData(records, TypeInformation.of(type))
                .uid("records")
                .sinkTo(sink)
                .uid("sink")
                .setParallelism(1);
        CLUSTER.start(environment).awaitEnd();
    }

    private static org.apache.flink.core.fs.Path path(Path folder) {
        return new org.apache.flink.core.fs.Path(folder.toUri());
    }

    private static PublishedResult published(String studyId, String at) {
        StudyResult result = Records.result(studyId, 1);
        return new PublishedResult(result, "results/x.json", Instant.parse(at), 1.0);
    }

    @Test
    void archiveResultsByTheHour() throws Exception {
        Path archive = folder.resolve("archive");
        List<PublishedResult> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            results.add(published("S" + i, "2026-03-04T23:59:59.999Z"));
        }
        results.add(published("next-day", "2026-03-05T00:00:00Z"));

        write(PublishedResult.class, FileSinks.archive(path(archive), DOCUMENT), results);

        assertThat(JsonLines.files(archive))
                .hasSize(2)
                .allMatch(file -> file.getFileName().toString().matches("result-.*\\.jsonl\\.gz"));
        assertThat(JsonLines.below(archive.resolve("dt=2026-03-04/hour=23"))).hasSize(100);
        List<JsonNode> lines = JsonLines.below(archive.resolve("dt=2026-03-05/hour=00"));
        assertThat(lines)
                .containsExactly(
                        new ObjectMapper().readTree(DOCUMENT.bytes(Records.result("next-day", 1))));
    }

    @Test
    void putRejectsByCodeAndDay() throws Exception {
        Path rejects = folder.resolve("rejects");
        List<Reject> all = new ArrayList<>();
        for (RejectCode code : RejectCode.values()) {
            all.add(
                    Reject.newBuilder()
                            .setStudyId("S1")
                            .setStudyVersion("A1.51")
                            .setObjects(List.of(Records.image("S1", "A1")))
                            .setCode(code)
                            .setMessage("expected \"this\",\ncame that")
                            .setAt(ManualClock.START)
                            .build());
        }

        write(Reject.class, FileSinks.rejects(path(rejects)), all);

        assertThat(JsonLines.files(rejects)).hasSize(RejectCode.values().length);
        for (Reject reject : all) {
            Path partition = rejects.resolve("reason=" + reject.getCode()).resolve("dt=2026-03-04");
            assertThat(JsonLines.below(partition))
                    .containsExactly(new ObjectMapper().readTree(RejectDocument.bytes(reject)));
        }
    }
}
