package io.radstream.job.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.radstream.record.PublishedResult;
import io.radstream.record.Reject;
import io.radstream.record.Study;

/**
 * How a study version ended, or an event that names no study.
 *
 * @param studyId null for an event that names none
 * @param studyVersion null for an event that names none
 * @param outcome {@link ScriptedStudy#RESULT}, or a reject's code
 */
public record End(String studyId, String studyVersion, String outcome) {

    /** A version was published. */
    public static End of(PublishedResult published) {
        Study study = published.getResult().getStudy();
        return new End(study.getStudyId(), study.getStudyVersion(), ScriptedStudy.RESULT);
    }

    /** A version, or an event, was rejected. */
    public static End of(Reject reject) {
        return new End(reject.getStudyId(), reject.getStudyVersion(), reject.getCode().name());
    }

    /** A result's document, as in the archive and in the results' store. */
    public static End ofResult(JsonNode document) {
        return new End(
                document.path("study_id").textValue(),
                document.path("study_version").textValue(),
                ScriptedStudy.RESULT);
    }

    /** A reject's document, as in the dead letters. */
    public static End ofReject(JsonNode document) {
        return new End(
                document.path("study_id").textValue(),
                document.path("study_version").textValue(),
                document.path("code").textValue());
    }
}
