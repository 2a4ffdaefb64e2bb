package io.radstream.sidecar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.record.ImageSize;
import io.radstream.record.Metadata;
import io.radstream.record.Priority;
import io.radstream.record.RejectCode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The contract's rules for a sidecar, all of them at once: a sidecar that breaks several is
 * rejected with all of its violations. What comes out knows no patient.
 */
final class SidecarValidator {

    private static final Set<String> VIEWS = Set.of("PA", "AP", "LATERAL", "OBLIQUE", "OTHER");
    private static final int LONGEST_PATIENT_ID = 128;
    private static final int LONGEST_TEXT = 64;
    private static final int ISO_DATE_LENGTH = 10;

    /**
     * ISO 8601 has years of four digits. The JDK reads longer ones, which no column can hold: a
     * record with such a time would fail the job each time it is written.
     */
    private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

    private static final DateTimeFormatter DICOM_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private final SidecarLimits limits;
    private final Pseudonymizer pseudonymizer;
    private final Clock clock;

    SidecarValidator(SidecarLimits limits, Pseudonymizer pseudonymizer, Clock clock) {
        this.limits = limits;
        this.pseudonymizer = pseudonymizer;
        this.clock = clock;
    }

    /**
     * @param studyId the study that the sidecar's key names
     */
    Metadata validate(ObjectNode sidecar, String studyId) throws SidecarRejectedException {
        List<String> violations = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Carriage carriage = new Carriage(limits.mostCarriedBytes(), warnings);
        Metadata.Builder metadata = Metadata.newBuilder();

        field(sidecar, "study_id", violations)
                .required("the study_id of its key", node -> text(node).filter(studyId::equals));
        field(sidecar, "view", violations)
                .required(
                        "PA, AP, LATERAL, OBLIQUE or OTHER",
                        node -> text(node).filter(VIEWS::contains))
                .ifPresent(metadata::setView);
        field(sidecar, "timestamp", violations)
                .required(
                        "an ISO-8601 time at most "
                                + limits.mostInFuture().toHours()
                                + " h in the future",
                        this::timestamp)
                .ifPresent(metadata::setTimestamp);
        field(sidecar, "patient_id", violations)
                .optional(
                        "a string of at most " + LONGEST_PATIENT_ID + " characters",
                        SidecarValidator::patientId)
                .ifPresent(patientId -> setPatient(metadata, patientId, warnings));
        field(sidecar, "study_date", violations)
                .optional("a day as yyyyMMdd or yyyy-MM-dd", SidecarValidator::date)
                .ifPresent(date -> metadata.setStudyDate(date.toString()));
        field(sidecar, "modality", violations)
                .optional(shortText(), SidecarValidator::shortText)
                .ifPresent(metadata::setModality);
        field(sidecar, "body_part", violations)
                .optional(shortText(), SidecarValidator::shortText)
                .ifPresent(metadata::setBodyPart);
        field(sidecar, "image_size", violations)
                .optional("an object of positive integers width and height", SidecarValidator::size)
                .ifPresent(metadata::setImageSize);
        field(sidecar, "priority", violations)
                .optional("stat or routine", SidecarValidator::priority)
                .ifPresent(metadata::setPriority);
        field(sidecar, "annotations", violations)
                .optional("a list", node -> Optional.of(node).filter(JsonNode::isArray))
                .flatMap(node -> carriage.take("annotations", node))
                .ifPresent(metadata::setAnnotationsJson);
        field(sidecar, "pipeline_version", violations)
                .optional(shortText(), SidecarValidator::shortText)
                .ifPresent(metadata::setPipelineVersion);
        field(sidecar, "test_data", violations)
                .optional(
                        "true or false",
                        node ->
                                node.isBoolean()
                                        ? Optional.of(node.booleanValue())
                                        : Optional.empty())
                .ifPresent(metadata::setTestData);

        if (!violations.isEmpty()) {
            throw new SidecarRejectedException(
                    RejectCode.sidecar_invalid, String.join("; ", violations));
        }
        return metadata.setAllowedJson(allowed(sidecar, carriage)).setWarnings(warnings).build();
    }

    private static SidecarField field(ObjectNode sidecar, String name, List<String> violations) {
        return new SidecarField(sidecar, name, violations);
    }

    private void setPatient(Metadata.Builder metadata, String patientId, List<String> warnings) {
        if (patientId.isBlank()) {
            warnings.add("patient_id is blank: the study is taken as one without a patient");
            return;
        }
        metadata.setPatientPseudonym(pseudonymizer.pseudonym(patientId));
        metadata.setPseudonymKeyId(pseudonymizer.keyId());
    }

    /** By name, so that it is always the same ones that there is no room for. */
    private Map<String, String> allowed(ObjectNode sidecar, Carriage carriage) {
        Map<String, String> allowed = new TreeMap<>();
        for (String name : new TreeSet<>(limits.allowedFields())) {
            JsonNode value = sidecar.path(name);
            if (!value.isMissingNode()) {
                carriage.take(name, value).ifPresent(text -> allowed.put(name, text));
            }
        }
        return allowed;
    }

    private Optional<Instant> timestamp(JsonNode node) {
        return text(node)
                .flatMap(SidecarValidator::time)
                .filter(time -> !time.isBefore(FIRST_TIME))
                .filter(time -> !time.isAfter(clock.instant().plus(limits.mostInFuture())));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return localTime(text);
        }
    }

    /** A time without an offset means UTC. */
    private static Optional<Instant> localTime(String text) {
        try {
            return Optional.of(
                    LocalDateTime.parse(text)
                            .toInstant(ZoneOffset.UTC)
                            .truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(JsonNode node) {
        return text(node)
                .filter(text -> text.length() <= ISO_DATE_LENGTH)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(
                                        text.length() == 8
                                                ? LocalDate.parse(text, DICOM_DATE)
                                                : LocalDate.parse(text));
                            } catch (DateTimeException e) {
                                return Optional.empty();
                            }
                        });
    }

    private static Optional<ImageSize> size(JsonNode node) {
        JsonNode width = node.path("width");
        JsonNode height = node.path("height");
        boolean positive =
                width.isIntegralNumber()
                        && width.canConvertToInt()
                        && width.intValue() > 0
                        && height.isIntegralNumber()
                        && height.canConvertToInt()
                        && height.intValue() > 0;
        return positive
                ? Optional.of(new ImageSize(width.intValue(), height.intValue()))
                : Optional.empty();
    }

    private static Optional<Priority> priority(JsonNode node) {
        return text(node)
                .filter(text -> text.equals("stat") || text.equals("routine"))
                .map(Priority::valueOf);
    }

    private static Optional<String> patientId(JsonNode node) {
        return text(node).filter(text -> text.length() <= LONGEST_PATIENT_ID);
    }

    private static String shortText() {
        return "a string of at most " + LONGEST_TEXT + " characters";
    }

    private static Optional<String> shortText(JsonNode node) {
        return text(node).filter(text -> text.length() <= LONGEST_TEXT);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
}
