package io.radstream.job.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The bytes of scripted objects. */
public interface ScriptedContent {

    /** An image that decodes, another one with every call. */
    byte[] image(Random random);

    /**
     * A sidecar that is valid, another one with every call.
     *
     * @param patientId PHI: must be found nowhere behind the sidecar step
     */
    default byte[] sidecar(String studyId, String patientId, Random random) {
        String[] views = {"PA", "AP", "LATERAL"};
        return utf8(
                String.format(
                        """
                        {"study_id":"%s","view":"%s","timestamp":"2026-03-%02dT05:06:07Z",\
                        "patient_id":"%s","patient_name":"%s","study_date":"2026-03-01",\
                        "modality":"X-RAY","body_part":"CHEST","priority":"%s"}""",
                        studyId,
                        views[random.nextInt(views.length)],
                        1 + random.nextInt(28),
                        patientId,
                        patientId,
                        random.nextInt(10) == 0 ? "stat" : "routine"));
    }

    /** A sidecar that breaks rules, and quotes its patient where it must not be quoted. */
    default byte[] invalidSidecar(String studyId, String patientId) {
        return utf8(
                String.format(
                        "{\"study_id\":\"%s\",\"view\":\"%s\",\"timestamp\":\"%s\",\"patient_id\":\"%s\"}",
                        studyId, patientId, patientId, patientId));
    }

    /** A sidecar that is no JSON, with its patient where the parser stops. */
    default byte[] malformedSidecar(String patientId) {
        return utf8("{\"patient_id\":\"" + patientId + "\",\"view\":" + patientId);
    }

    /** Text where an image should be. */
    default byte[] undecodableImage(String patientId) {
        return utf8("this is no image, it is about " + patientId);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
