package io.radstream.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.fixture.ManualClock;
import io.radstream.record.Metadata;
import io.radstream.record.Priority;
import io.radstream.record.RejectCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SidecarValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] SECRET =
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private final SidecarValidator validator = validator(SidecarLimits.defaults());

    private static SidecarValidator validator(SidecarLimits limits) {
        return new SidecarValidator(
                limits, new Pseudonymizer(new PseudonymKey("k1", SECRET)), new ManualClock());
    }

    private static ObjectNode sidecar() {
        return JSON.createObjectNode()
                .put("study_id", "S1")
                .put("view", "PA")
                .put("timestamp", "2026-03-04T05:06:07");
    }

    private Metadata validate(ObjectNode sidecar) throws SidecarRejectedException {
        return validator.validate(sidecar, "S1");
    }

    private String violations(ObjectNode sidecar) {
        SidecarRejectedException rejection =
                catchThrowableOfType(SidecarRejectedException.class, () -> validate(sidecar));
        assertThat(rejection).isNotNull();
        assertThat(rejection.code()).isEqualTo(RejectCode.sidecar_invalid);
        return rejection.getMessage();
    }

    @Test
    void takesTheLeast() throws Exception {
        Metadata metadata = validate(sidecar());

        assertThat(metadata.getView()).isEqualTo("PA");
        assertThat(metadata.getTimestamp()).isEqualTo(Instant.parse("2026-03-04T05:06:07Z"));
        assertThat(metadata.getPatientPseudonym()).isNull();
        assertThat(metadata.getPriority()).isEqualTo(Priority.routine);
        assertThat(metadata.getWarnings()).isEmpty();
    }

    @Test
    void takesAllFields() throws Exception {
        ObjectNode sidecar =
                sidecar()
                        .put("patient_id", "P-1")
                        .put("study_date", "20260304")
                        .put("modality", "X-RAY")
                        .put("body_part", "CHEST")
                        .put("priority", "stat")
                        .put("pipeline_version", "2.1")
                        .put("test_data", true);
        sidecar.putObject("image_size").put("width", 640).put("height", 480);
        sidecar.putArray("annotations").add("left base");

        Metadata metadata = validate(sidecar);

        assertThat(metadata.getStudyDate()).isEqualTo("2026-03-04");
        assertThat(metadata.getModality()).isEqualTo("X-RAY");
        assertThat(metadata.getBodyPart()).isEqualTo("CHEST");
        assertThat(metadata.getPriority()).isEqualTo(Priority.stat);
        assertThat(metadata.getPipelineVersion()).isEqualTo("2.1");
        assertThat(metadata.getTestData()).isTrue();
        assertThat(metadata.getImageSize().getWidth()).isEqualTo(640);
        assertThat(metadata.getAnnotationsJson()).isEqualTo("[\"left base\"]");
    }

    /**
     * RFC 4231's algorithm over the id's UTF-8; the expected value was made with Python's hmac
     * module.
     */
    @Test
    void replacesThePatient() throws Exception {
        Metadata metadata = validate(sidecar().put("patient_id", "P-1"));

        assertThat(metadata.getPatientPseudonym())
                .isEqualTo("117d33633e086a9f632eb29c076a50dd41cb73fcbd4505a95dd6b3fcaac5ba15");
        assertThat(metadata.getPseudonymKeyId()).isEqualTo("k1");
        assertThat(metadata.toString()).doesNotContain("P-1");
    }

    @Test
    void takesABlankPatientForNone() throws Exception {
        Metadata metadata = validate(sidecar().put("patient_id", "  "));

        assertThat(metadata.getPatientPseudonym()).isNull();
        assertThat(metadata.getWarnings()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T05:06:07, 2026-03-04T05:06:07Z",
        "2026-03-04T05:06:07Z, 2026-03-04T05:06:07Z",
        "2026-03-04T05:06:07+02:00, 2026-03-04T03:06:07Z",
        "2026-03-04T05:06:07.123456, 2026-03-04T05:06:07.123Z",
        "2026-03-05T05:06:07, 2026-03-05T05:06:07Z",
    })
    void readsTimes(String text, Instant time) throws Exception {
        assertThat(validate(sidecar().put("timestamp", text)).getTimestamp()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-03-04",
                "04.03.2026 05:06",
                "2026-13-04T05:06:07",
                "2026-03-05T05:06:08",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00",
                "-290000-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                ""
            })
    void refusesTimes(String text) {
        assertThat(violations(sidecar().put("timestamp", text)))
                .isEqualTo(
                        "timestamp: expected an ISO-8601 time at most 24 h in the future, came a string of "
                                + text.length()
                                + " characters");
    }

    @Test
    void refusesAnotherStudysSidecar() {
        assertThat(violations(sidecar().put("study_id", "S2")))
                .isEqualTo(
                        "study_id: expected the study_id of its key, came a string of 2 characters");
    }

    @Test
    void namesEverythingThatIsWrongAtOnceAndQuotesNothing() {
        ObjectNode sidecar =
                JSON.createObjectNode()
                        .put("view", "Doe")
                        .put("timestamp", 17)
                        .put("patient_id", "Doe".repeat(50))
                        .put("study_date", "Doe")
                        .put("modality", "Doe".repeat(30))
                        .put("body_part", 3.5)
                        .put("image_size", "Doe")
                        .put("priority", "Doe")
                        .put("annotations", "Doe")
                        .put("pipeline_version", true)
                        .put("test_data", "Doe");
        sidecar.putObject("study_id").put("Doe", "Doe");

        String violations = violations(sidecar);

        assertThat(violations.split("; ", -1))
                .hasSize(12)
                .allSatisfy(violation -> assertThat(violation).contains(": expected "))
                .contains(
                        "study_id: expected the study_id of its key, came an object of 1 elements")
                .contains(
                        "patient_id: expected a string of at most 128 characters, came a string of 150 characters")
                .contains("test_data: expected true or false, came a string of 3 characters");
        assertThat(violations).doesNotContain("Doe");
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(violations(JSON.createObjectNode()).split("; ", -1))
                .hasSize(3)
                .allSatisfy(violation -> assertThat(violation).endsWith("came nothing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"width\":0,\"height\":1}",
                "{\"width\":1}",
                "{\"width\":1.5,\"height\":1}",
                "{\"width\":99999999999,\"height\":1}",
                "[1,1]"
            })
    void refusesSizes(String size) throws Exception {
        ObjectNode sidecar = sidecar();
        sidecar.set("image_size", JSON.readTree(size));

        assertThat(violations(sidecar)).startsWith("image_size: expected an object of positive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-3-4",
                "20260230",
                "2026-02-30",
                "260304",
                "2026/03/04",
                "+12345-01-01"
            })
    void refusesDates(String date) {
        assertThat(violations(sidecar().put("study_date", date))).startsWith("study_date: ");
    }

    @Test
    void leavesWhatIsNotListedBehind() throws Exception {
        ObjectNode sidecar = sidecar().put("referring_physician", "Jane Doe");

        assertThat(validate(sidecar).toString()).doesNotContain("Doe");
    }

    @Test
    void carriesWhatConfigurationAllows() throws Exception {
        SidecarLimits limits = new SidecarLimits(Duration.ofDays(1), 100, Set.of("site", "room"));
        ObjectNode sidecar = sidecar().put("site", "north").put("room", "x".repeat(200));

        Metadata metadata = validator(limits).validate(sidecar, "S1");

        assertThat(metadata.getAllowedJson()).containsOnlyKeys("site");
        assertThat(metadata.getWarnings())
                .containsExactly(
                        "room stays in the sidecar: it takes 202 bytes, and 100 more can be carried");
    }

    /** Each would fit; all of them weigh on every checkpoint. */
    @Test
    void boundsWhatIsCarriedAsAWhole() throws Exception {
        SidecarLimits limits =
                new SidecarLimits(Duration.ofDays(1), 100, Set.of("site", "room", "tube"));
        ObjectNode sidecar = sidecar();
        for (String name : limits.allowedFields()) {
            sidecar.put(name, "x".repeat(28));
        }
        sidecar.putArray("annotations").add("x".repeat(26));

        Metadata metadata = validator(limits).validate(sidecar, "S1");

        assertThat(metadata.getAnnotationsJson()).hasSize(30);
        assertThat(metadata.getAllowedJson()).containsOnlyKeys("room", "site");
        assertThat(metadata.getWarnings())
                .containsExactly(
                        "tube stays in the sidecar: it takes 30 bytes, and 10 more can be carried");
    }

    @Test
    void leavesLongAnnotationsInTheSidecar() throws Exception {
        ObjectNode sidecar = sidecar();
        sidecar.putArray("annotations").add("x".repeat(5000));

        Metadata metadata = validate(sidecar);

        assertThat(metadata.getAnnotationsJson()).isNull();
        assertThat(metadata.getWarnings()).hasSize(1);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.of(
                "null", "true", "-1", "1e308", "\"Doe\"", "[]", "[[\"Doe\"]]", "{}", "{\"Doe\":1}");
    }

    @Property
    void throwsNothingElseAndQuotesNothing(
            @ForAll("anything") String id,
            @ForAll("anything") String time,
            @ForAll("anything") String patient,
            @ForAll("anything") String size)
            throws Exception {
        ObjectNode sidecar = sidecar();
        sidecar.set("study_id", JSON.readTree(id));
        sidecar.set("timestamp", JSON.readTree(time));
        sidecar.set("patient_id", JSON.readTree(patient));
        sidecar.set("image_size", JSON.readTree(size));

        assertThat(violations(sidecar)).doesNotContain("Doe");
    }
}
