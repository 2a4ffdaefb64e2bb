package io.radstream.local.phantom;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;

/** A phantom's sidecar, after the data contract. No text in it needs escaping. */
final class PhantomSidecar {

    private PhantomSidecar() {}

    static String of(String studyId, Phantom phantom) {
        return String.format(
                Locale.ROOT,
                """
                {
                  "study_id": "%s",
                  "view": "%s",
                  "timestamp": "%s",
                  "study_date": "%s",
                  "modality": "X-RAY",
                  "body_part": "CHEST",
                  "image_size": {"width": %d, "height": %d},
                  "patient_id": "%s",
                  "priority": "%s",
                  "annotations": [%s],
                  "test_data": true
                }
                """,
                studyId,
                phantom.view(),
                phantom.takenAt(),
                LocalDate.ofInstant(phantom.takenAt(), ZoneOffset.UTC),
                phantom.width(),
                phantom.height(),
                phantom.patientId(),
                phantom.urgent() ? "stat" : "routine",
                annotations(phantom));
    }

    /** The class of the whole image first, then each finding with its box. */
    private static String annotations(Phantom phantom) {
        String label = String.format("{\"label\": \"%s\"}", phantom.condition());
        return phantom.findings().isEmpty()
                ? label
                : label
                        + phantom.findings().stream()
                                .map(PhantomSidecar::annotation)
                                .collect(Collectors.joining(",\n    ", ",\n    ", "\n  "));
    }

    private static String annotation(Finding finding) {
        return String.format(
                Locale.ROOT,
                "{\"finding\": \"%s\", \"box\": [%d, %d, %d, %d]}",
                finding.kind(),
                finding.x1(),
                finding.y1(),
                finding.x2(),
                finding.y2());
    }
}
