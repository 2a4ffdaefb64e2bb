package io.radstream.job.connect.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.event.EventStep;
import io.radstream.fixture.ManualClock;
import io.radstream.record.Half;
import io.radstream.record.ObjectCreated;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.SideOutputs;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the folder's events say is what the job's first step understands. */
final class EventEnvelopeTest {

    private static final FileTime MODIFIED =
            FileTime.from(Instant.parse("2026-03-04T05:06:07.891Z"));

    private final DirectoryEvents events = new DirectoryEvents("local", Instant.EPOCH);
    private OneInputStreamOperatorTestHarness<RawEvent, ObjectCreated> step;

    @BeforeEach
    void open() throws Exception {
        step = ProcessFunctionTestHarnesses.forProcessFunction(new EventStep(new ManualClock()));
    }

    @AfterEach
    void close() throws Exception {
        step.close();
    }

    private FileState tell(String key, long bytes) throws Exception {
        FileState file = new FileState(key, MODIFIED, bytes);
        step.processElement(events.of(file, ManualClock.START), 0);
        return file;
    }

    @Test
    void tellsOfAnImage() throws Exception {
        FileState file = tell("images/S1/S1.jpg", 4711);

        ObjectCreated created = step.extractOutputValues().get(0);
        assertThat(created.getStudyId()).isEqualTo("S1");
        assertThat(created.getHalf()).isEqualTo(Half.image);
        assertThat(created.getObject().getBucket()).isEqualTo("local");
        assertThat(created.getObject().getKey()).isEqualTo("images/S1/S1.jpg");
        assertThat(created.getObject().getVersionId()).isNull();
        assertThat(created.getObject().getEtag()).isEqualTo(file.etag());
        assertThat(created.getObject().getSequencer()).isEqualTo(file.sequencer());
        assertThat(created.getObject().getSizeBytes()).isEqualTo(4711);
        assertThat(created.getObject().getEventAt())
                .as("S3 tells whole seconds")
                .isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(created.getObject().getArrivedAt()).isEqualTo(ManualClock.START);
    }

    @Test
    void tellsOfAnEmptyAndOfAHugeSidecar() throws Exception {
        tell("images/S1/S1.json", 0);
        tell("images/S1/S1.json", Long.MAX_VALUE);

        assertThat(step.extractOutputValues())
                .extracting(ObjectCreated::getHalf)
                .containsExactly(Half.sidecar, Half.sidecar);
    }

    @Test
    void oddNamesAreRejectedAndNotQuoted() throws Exception {
        List<String> keys =
                List.of(
                        "images/a.jpg",
                        "images/JANE DOE/JANE DOE.jpg",
                        "images/S1/JANE.jpg",
                        "images/S1/\uFFFD\uFFFD",
                        "images/S1/\"quoted\"\n\t\\.jpg",
                        "images/S1/\uD800",
                        "images/" + "x".repeat(65) + "/" + "x".repeat(65) + ".jpg");
        for (String key : keys) {
            tell(key, 5);
        }

        assertThat(step.extractOutputValues()).isEmpty();
        List<Reject> rejects =
                step.getSideOutput(SideOutputs.REJECTS).stream()
                        .map(StreamRecord::getValue)
                        .toList();
        assertThat(rejects)
                .hasSize(keys.size())
                .extracting(Reject::getCode)
                .containsOnly(RejectCode.key_unrecognised);
        assertThat(rejects.toString()).doesNotContain("JANE", "quoted");
    }
}
