package io.radstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.SideOutputs;
import io.radstream.record.Stage;
import io.radstream.record.Status;
import io.radstream.record.StudyResult;
import io.radstream.record.TelemetryEvent;
import java.time.Duration;
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

final class OvertakingGuardTest {

    private static final Duration TTL = Duration.ofDays(2);

    private KeyedOneInputStreamOperatorTestHarness<String, StudyResult, StudyResult> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(true);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, StudyResult, StudyResult> harness(
            boolean enabled) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OvertakingGuard(TTL, enabled, new ManualClock())),
                result -> result.getStudy().getStudyId(),
                Types.STRING);
    }

    private void finish(String studyId, long order) throws Exception {
        harness.processElement(Records.result(studyId, order), 0);
    }

    private List<String> passed() {
        return harness.extractOutputValues().stream()
                .map(r -> r.getStudy().getStudyId() + '/' + r.getStudy().getVersionOrder())
                .toList();
    }

    private <T> List<T> sideOutput(OutputTag<T> tag) {
        Queue<StreamRecord<T>> queue = harness.getSideOutput(tag);
        return queue == null ? List.of() : queue.stream().map(StreamRecord::getValue).toList();
    }

    @Test
    void letsNewerVersionsPass() throws Exception {
        finish("S1", 1);
        finish("S1", 2);

        assertThat(passed()).containsExactly("S1/1", "S1/2");
    }

    @Test
    void endsAVersionThatANewerOvertook() throws Exception {
        finish("S1", 2);
        finish("S1", 1);

        assertThat(passed()).containsExactly("S1/2");
        assertThat(sideOutput(SideOutputs.REJECTS))
                .extracting(Reject::getCode)
                .containsExactly(RejectCode.superseded);
        Reject reject = sideOutput(SideOutputs.REJECTS).get(0);
        assertThat(reject.getStudyVersion()).isEqualTo(Records.study("S1", 1).getStudyVersion());
        assertThat(reject.getStage()).isEqualTo("store_results");
        assertThat(sideOutput(SideOutputs.TELEMETRY))
                .extracting(TelemetryEvent::getStatus)
                .containsExactly(Status.superseded);
        assertThat(sideOutput(SideOutputs.TELEMETRY).get(0).getStage())
                .isEqualTo(Stage.store_results);
    }

    @Test
    void comparesVersionsOfOneStudyAlone() throws Exception {
        finish("S1", 2);
        finish("S2", 1);

        assertThat(passed()).containsExactly("S1/2", "S2/1");
    }

    @Test
    void remembersAfterARestore() throws Exception {
        finish("S1", 2);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(true);
        harness.initializeState(snapshot);
        harness.open();

        finish("S1", 1);
        finish("S1", 3);

        assertThat(passed()).containsExactly("S1/3");
    }

    @Test
    void forgetsAStudyAfterItsTimeToLive() throws Exception {
        harness.setStateTtlProcessingTime(0);
        finish("S1", 2);
        harness.setStateTtlProcessingTime(TTL.toMillis() + 1);
        finish("S1", 1);

        assertThat(passed()).containsExactly("S1/2", "S1/1");
    }

    /** The control by which a test's ledger is seen to notice overtaking. */
    @Test
    void canBeSwitchedOff() throws Exception {
        harness.close();
        harness = harness(false);
        harness.open();
        finish("S1", 2);
        finish("S1", 1);

        assertThat(passed()).containsExactly("S1/2", "S1/1");
        assertThat(sideOutput(SideOutputs.REJECTS)).isEmpty();
    }
}
