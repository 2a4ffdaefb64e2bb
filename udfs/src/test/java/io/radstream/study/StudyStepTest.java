package io.radstream.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.ObjectCreated;
import io.radstream.record.ObjectRef;
import io.radstream.record.PairedStudy;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.SideOutputs;
import io.radstream.record.Status;
import io.radstream.record.TelemetryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StudyStepTest {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration TTL = Duration.ofDays(2);
    private static final long START_MS = ManualClock.START.toEpochMilli();

    private KeyedOneInputStreamOperatorTestHarness<String, ObjectCreated, PairedStudy> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ObjectCreated, PairedStudy>
            harness() throws Exception {
        StudyStep step = new StudyStep(PATIENCE, TTL, true, new ManualClock());
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(step), ObjectCreated::getStudyId, Types.STRING);
    }

    private void land(ObjectRef object) throws Exception {
        harness.processElement(Records.created(object), object.getArrivedAt().toEpochMilli());
    }

    private <T> List<T> sideOutput(OutputTag<T> tag) {
        Queue<StreamRecord<T>> queue = harness.getSideOutput(tag);
        return queue == null ? List.of() : queue.stream().map(StreamRecord::getValue).toList();
    }

    private List<RejectCode> rejectCodes() {
        return sideOutput(SideOutputs.REJECTS).stream().map(Reject::getCode).toList();
    }

    @Test
    void pairsWithinAStudyAndNotAcross() throws Exception {
        land(Records.image("S1", "A1"));
        land(Records.sidecar("S2", "51"));
        assertThat(harness.extractOutputValues()).isEmpty();

        land(Records.sidecar("S1", "51"));

        assertThat(harness.extractOutputValues())
                .extracting(paired -> paired.getStudy().getStudyId())
                .containsExactly("S1");
        assertThat(harness.numEventTimeTimers()).as("S2 still waits").isEqualTo(1);
    }

    @Test
    void measuresPatienceInWhatHasBeenRead() throws Exception {
        land(Records.image("S1", "A1"));

        harness.setProcessingTime(START_MS + 10 * PATIENCE.toMillis());
        harness.processWatermark(START_MS + PATIENCE.toMillis() - 1);
        assertThat(rejectCodes()).isEmpty();
        harness.processWatermark(START_MS + PATIENCE.toMillis());

        assertThat(rejectCodes()).containsExactly(RejectCode.sidecar_missing);
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    /** Down for twice the patience; the other half lay in the stream all that time. */
    @Test
    void takesNobodyForAnOrphanBeforeTheBacklogIsRead() throws Exception {
        land(Records.image("S1", "A1"));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.setProcessingTime(START_MS + 2 * PATIENCE.toMillis());
        land(Records.object("S1", "json", "51", ManualClock.START.plusSeconds(60)));
        harness.processWatermark(START_MS + 2 * PATIENCE.toMillis());

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(rejectCodes()).isEmpty();
    }

    @Test
    void endsAllThatWaitAtTheEndOfTheInput() throws Exception {
        land(Records.image("S1", "A1"));
        land(Records.sidecar("S2", "51"));

        harness.processWatermark(Long.MAX_VALUE);

        assertThat(rejectCodes())
                .containsExactlyInAnyOrder(RejectCode.sidecar_missing, RejectCode.image_missing);
        assertThat(sideOutput(SideOutputs.REJECTS))
                .extracting(Reject::getMessage)
                .allMatch(message -> message.endsWith("came none before the input ended"));
    }

    @Test
    void tellsOfAHalfThatWaits() throws Exception {
        land(Records.image("S1", "A1"));
        harness.processWatermark(START_MS + 10_000);

        assertThat(sideOutput(SideOutputs.TELEMETRY))
                .extracting(TelemetryEvent::getStatus)
                .containsExactly(Status.waiting);
    }

    @Test
    void tellsOfAHalfAndThenTakesItForAnOrphan() throws Exception {
        land(Records.image("S1", "A1"));
        harness.processWatermark(START_MS + 10_000);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        harness.processWatermark(START_MS + PATIENCE.toMillis());

        assertThat(rejectCodes()).containsExactly(RejectCode.sidecar_missing);
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    /** It waits again, and is again what the time to live does not end. */
    @Test
    void pairsTheOtherHalfOfANewerImageBehindAnOrphan() throws Exception {
        land(Records.image("S1", "A1"));
        harness.processWatermark(START_MS + PATIENCE.toMillis());
        Instant later = ManualClock.START.plus(PATIENCE).plusSeconds(1);
        land(Records.object("S1", "png", "A2", later));
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        land(Records.object("S1", "json", "51", later));

        assertThat(harness.extractOutputValues())
                .extracting(paired -> paired.getStudy().getStudyVersion())
                .containsExactly("A2.51");
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void forgetsAStudyAfterItsTimeToLive() throws Exception {
        harness.setStateTtlProcessingTime(0);
        land(Records.image("S1", "A1"));
        land(Records.sidecar("S1", "51"));
        harness.setStateTtlProcessingTime(TTL.toMillis() + 1);

        land(Records.image("S1", "A1"));

        assertThat(harness.extractOutputValues()).as("a new half, that waits").hasSize(1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    /** As in a job that is started again after days. */
    @Test
    void forgetsNoHalfThatWaits() throws Exception {
        harness.setStateTtlProcessingTime(0);
        land(Records.image("S1", "A1"));
        land(Records.image("S2", "A1"));
        harness.setStateTtlProcessingTime(2 * TTL.toMillis());

        land(Records.sidecar("S1", "51"));
        harness.processWatermark(START_MS + PATIENCE.toMillis());

        assertThat(harness.extractOutputValues())
                .extracting(paired -> paired.getStudy().getStudyVersion())
                .containsExactly("A1.51");
        assertThat(sideOutput(SideOutputs.REJECTS))
                .extracting(Reject::getStudyId, Reject::getCode)
                .containsExactly(tuple("S2", RejectCode.sidecar_missing));
    }

    @Test
    void dropsADuplicateAfterARestore() throws Exception {
        land(Records.image("S1", "A1"));
        land(Records.sidecar("S1", "51"));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        land(Records.image("S1", "A1"));
        land(Records.sidecar("S1", "51"));

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(rejectCodes()).isEmpty();
    }
}
