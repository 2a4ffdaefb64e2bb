package io.radstream.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.event.EventDecoder.Decoded;
import io.radstream.fixture.Envelopes;
import io.radstream.fixture.ManualClock;
import io.radstream.record.Half;
import io.radstream.record.ObjectCreated;
import io.radstream.record.RejectCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventDecoderTest {

    private final EventDecoder decoder = new EventDecoder();

    private Decoded decode(byte[] payload) {
        return decoder.decode(payload, ManualClock.START, false);
    }

    private Decoded decode(String payload) {
        return decode(payload.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheDocumentedEnvelope() {
        ObjectCreated created =
                decoder.decode(Envelopes.bytes(Envelopes.envelope()), ManualClock.START, true)
                        .object()
                        .orElseThrow();

        assertThat(created.getStudyId()).isEqualTo("S1");
        assertThat(created.getHalf()).isEqualTo(Half.image);
        assertThat(created.getReplay()).isTrue();
        assertThat(created.getObject().getBucket()).isEqualTo("images-bucket");
        assertThat(created.getObject().getKey()).isEqualTo("images/S1/S1.jpg");
        assertThat(created.getObject().getEtag()).isEqualTo("b1946ac92492d2347c6235b4d2611184");
        assertThat(created.getObject().getSequencer()).isEqualTo("617f08299329d189");
        assertThat(created.getObject().getVersionId())
                .isEqualTo("IYV3p45BT0ac8hjHg1houSdS1a.Mro8e");
        assertThat(created.getObject().getSizeBytes()).isEqualTo(5);
        assertThat(created.getObject().getEventAt())
                .isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(created.getObject().getArrivedAt()).isEqualTo(ManualClock.START);
        assertThat(created.getObject().getEnvelopeId())
                .isEqualTo("17793124-05d4-b198-2fde-7ededc63b103");
    }

    /** Whoever sends by other ways than EventBridge may write a name there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "JANE-DOE", "17793124-05d4-b198-2fde-7ededc63b103-JANE-DOE"})
    void takesNoIdThatIsNotOfTheUsualForm(String id) {
        ObjectNode envelope = Envelopes.envelope().put("id", id);

        assertThat(decode(Envelopes.bytes(envelope)).object().orElseThrow().getObject())
                .satisfies(object -> assertThat(object.getEnvelopeId()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "null", "empty"})
    void knowsABucketWithoutVersioning(String form) {
        ObjectNode envelope = Envelopes.envelope();
        switch (form) {
            case "absent" -> Envelopes.object(envelope).remove("version-id");
            case "null" -> Envelopes.object(envelope).putNull("version-id");
            default -> Envelopes.object(envelope).put("version-id", "");
        }

        assertThat(decode(Envelopes.bytes(envelope)).object().orElseThrow().getObject())
                .satisfies(object -> assertThat(object.getVersionId()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not json",
                "{",
                "[]",
                "null",
                "17",
                "\"Object Created\"",
                "{}",
                "{} trailing",
                "{\"detail\":{}}",
                "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":[]}"
            })
    void rejectsWhatIsNoEnvelope(String payload) {
        Decoded decoded = decode(payload);

        assertThat(decoded.object()).isEmpty();
        assertThat(decoded.code()).isEqualTo(RejectCode.event_malformed);
        assertThat(decoded.message()).startsWith("expected the EventBridge envelope");
    }

    @Test
    void rejectsAnotherEventOfS3() {
        ObjectNode envelope = Envelopes.envelope().put("detail-type", "Object Deleted");

        assertThat(decode(Envelopes.bytes(envelope)).message())
                .endsWith("detail-type is not \"Object Created\"");
    }

    @Test
    void namesAllProblemsAtOnce() {
        ObjectNode envelope = Envelopes.envelope().put("time", "yesterday");
        Envelopes.object(envelope).put("sequencer", "xyz").put("size", -1).remove("etag");

        assertThat(decode(Envelopes.bytes(envelope)).message())
                .contains("time is no ISO-8601 time")
                .contains("detail.object.sequencer is no hex text")
                .contains("detail.object.size is no number of bytes")
                .contains("detail.object.etag is no text");
    }

    /** The JDK reads them; written as a record they would fail the job, each time it restarts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "0000-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z"
            })
    void rejectsTimesThatNoRecordCanHold(String time) {
        ObjectNode envelope = Envelopes.envelope().put("time", time);

        assertThat(decode(Envelopes.bytes(envelope)).message())
                .endsWith("time is no ISO-8601 time");
    }

    @Test
    void tellsAnUnknownKeyFromAMalformedEvent() {
        ObjectNode envelope = Envelopes.envelope();
        Envelopes.object(envelope).put("key", "images/S1/S1.gif");

        assertThat(decode(Envelopes.bytes(envelope)).code()).isEqualTo(RejectCode.key_unrecognised);
    }

    @Test
    void survivesBracketsWithoutEnd() {
        assertThat(decode("[".repeat(900_000)).code()).isEqualTo(RejectCode.event_malformed);
    }

    @Property
    void neverThrows(@ForAll byte[] payload) {
        assertThat(decode(payload)).isNotNull();
    }

    /** An envelope with one byte changed, or cut short, is decoded or rejected. */
    @Property
    void neverThrowsOnADamagedEnvelope(
            @ForAll @IntRange(max = 600) int position, @ForAll byte value, @ForAll boolean cut) {
        byte[] payload = Envelopes.bytes(Envelopes.envelope());
        int at = position % payload.length;
        payload[at] = value;

        assertThat(decode(cut ? Arrays.copyOf(payload, at) : payload)).isNotNull();
    }
}
