package io.radstream.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Records;
import io.radstream.record.EventOrigin;
import io.radstream.record.ObjectRef;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RejectDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Reject.Builder reject() {
        return Reject.newBuilder()
                .setStudyId("S1")
                .setStudyVersion("A1.51")
                .setObjects(List.of(Records.image("S1", "A1"), Records.sidecar("S1", "51")))
                .setStage("fetch_image")
                .setCode(RejectCode.object_gone)
                .setMessage("expected the object of the event, came none")
                .setAttempts(2)
                .setAt(ManualClock.START);
    }

    @Test
    void isTheContracts() throws Exception {
        byte[] bytes = RejectDocument.bytes(reject().build());

        assertThat(JSON.readTree(bytes))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"study_id":"S1","study_version":"A1.51","event":[
                                  {"bucket":"images-bucket","key":"images/S1/S1.jpg","version_id":null,
                                   "etag":"etag-A1","sequencer":"A1","size":1000,"time":"2026-03-04T05:06:07Z",
                                   "envelope_id":null},
                                  {"bucket":"images-bucket","key":"images/S1/S1.json","version_id":null,
                                   "etag":"etag-51","sequencer":"51","size":1000,"time":"2026-03-04T05:06:07Z",
                                   "envelope_id":null}],
                                 "stage":"fetch_image","code":"object_gone",
                                 "message":"expected the object of the event, came none",
                                 "attempts":2,"at":"2026-03-04T05:06:07Z","replay":false}
                                """));
    }

    @Test
    void tellsWhereAMalformedEventIsAndNothingOfIt() throws Exception {
        Reject malformed =
                reject().setStudyId(null)
                        .setStudyVersion(null)
                        .setObjects(List.of())
                        .setOrigin(new EventOrigin("shard-7", "4959", 16L, "ab".repeat(32)))
                        .setStage("event")
                        .setCode(RejectCode.event_malformed)
                        .build();

        JsonNode document = JSON.readTree(RejectDocument.bytes(malformed));
        assertThat(document.path("study_id").isNull()).isTrue();
        assertThat(document.path("event"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"shard\":\"shard-7\",\"sequence_number\":\"4959\",\"length\":16,"
                                        + "\"sha256\":\""
                                        + "ab".repeat(32)
                                        + "\"}"));
        assertThat(RejectDocument.eventJson(malformed))
                .isEqualTo(document.path("event").toString());
    }

    @Test
    void isOneLine() {
        Reject reject = reject().setMessage("expected\nthis,\r\ncame \"that\"").build();

        assertThat(new String(RejectDocument.bytes(reject), StandardCharsets.UTF_8))
                .doesNotContain("\n", "\r");
    }

    /** What a replay has to put on the stream again: bucket, key, version, etag and sequencer. */
    @Test
    void holdsEveryFieldOfAnObjectThatAReplayNeeds() throws Exception {
        ObjectRef versioned =
                ObjectRef.newBuilder(Records.image("S1", "A1")).setVersionId("v.7").build();
        JsonNode event =
                JSON.readTree(
                        RejectDocument.eventJson(reject().setObjects(List.of(versioned)).build()));

        List<String> fields = new ArrayList<>();
        event.get(0).fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .containsExactly(
                        "bucket",
                        "key",
                        "version_id",
                        "etag",
                        "sequencer",
                        "size",
                        "time",
                        "envelope_id");
        assertThat(event.get(0).path("version_id").asText()).isEqualTo("v.7");
    }

    /** Through it a study can be followed back to its event. */
    @Test
    void namesTheEventOfEachObject() throws Exception {
        String id = "17793124-05d4-b198-2fde-7ededc63b103";
        ObjectRef told = ObjectRef.newBuilder(Records.image("S1", "A1")).setEnvelopeId(id).build();

        JsonNode event =
                JSON.readTree(RejectDocument.eventJson(reject().setObjects(List.of(told)).build()));

        assertThat(event.get(0).path("envelope_id").textValue()).isEqualTo(id);
    }
}
