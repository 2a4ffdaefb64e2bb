package io.radstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.fixture.Envelopes;
import io.radstream.fixture.ManualClock;
import io.radstream.record.ObjectCreated;
import io.radstream.record.RawEvent;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.SideOutputs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventStepTest {

    private OneInputStreamOperatorTestHarness<RawEvent, ObjectCreated> harness;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forProcessFunction(new EventStep(new ManualClock()));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void process(byte[] payload) throws Exception {
        harness.processElement(
                new RawEvent(ByteBuffer.wrap(payload), "shard-7", "4959", ManualClock.START, false),
                0);
    }

    @Test
    void handsOnTheObject() throws Exception {
        process(Envelopes.bytes(Envelopes.envelope()));

        assertThat(harness.extractOutputValues())
                .extracting(ObjectCreated::getStudyId)
                .containsExactly("S1");
        assertThat(harness.getSideOutput(SideOutputs.REJECTS)).isNull();
    }

    /** All that is kept of it: where it is, how long it is, and its digest. */
    @Test
    void keepsNothingOfAMalformedEventsContent() throws Exception {
        process("patient Jane Doe".getBytes(StandardCharsets.UTF_8));

        Reject reject = onlyReject();
        assertThat(reject.getCode()).isEqualTo(RejectCode.event_malformed);
        assertThat(reject.getStudyId()).isNull();
        assertThat(reject.getOrigin().getShard()).isEqualTo("shard-7");
        assertThat(reject.getOrigin().getSequenceNumber()).isEqualTo("4959");
        assertThat(reject.getOrigin().getLength()).isEqualTo(16);
        assertThat(reject.getOrigin().getSha256())
                .isEqualTo("5e4ca93f15b7907b0336253f7a07c5974006a968231ebe41922a8fca962df67e");
        assertThat(reject.toString()).doesNotContain("Doe");
    }

    @Test
    void keepsNothingOfAnUnknownKey() throws Exception {
        ObjectNode envelope = Envelopes.envelope();
        Envelopes.object(envelope).put("key", "inbox/Jane_Doe.jpg");
        process(Envelopes.bytes(envelope));

        assertThat(onlyReject().getCode()).isEqualTo(RejectCode.key_unrecognised);
        assertThat(onlyReject().toString()).doesNotContain("Doe");
    }

    private Reject onlyReject() {
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(SideOutputs.REJECTS)).hasSize(1);
        StreamRecord<Reject> only = harness.getSideOutput(SideOutputs.REJECTS).peek();
        return only.getValue();
    }
}
