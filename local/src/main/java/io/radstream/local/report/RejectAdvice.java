package io.radstream.local.report;

import io.radstream.record.RejectCode;
import java.util.Arrays;

/**
 * What a reject's code means, and what to do about it.
 *
 * @param meaning one sentence
 * @param advice one or two sentences
 */
record RejectAdvice(String meaning, String advice) {

    private static final RejectAdvice UNKNOWN =
            new RejectAdvice(
                    "This version of the report does not know the code.",
                    "Write the report with the version that ran the job.");

    /** Of a code as the tables have it. */
    static RejectAdvice of(String code) {
        return Arrays.stream(RejectCode.values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .map(RejectAdvice::of)
                .orElse(UNKNOWN);
    }

    private static RejectAdvice of(RejectCode code) {
        return switch (code) {
            case event_malformed ->
                    new RejectAdvice(
                            "A record in the stream is not S3’s “Object Created” event in EventBridge’s envelope.",
                            "See who else writes to the stream. The rejects table has the record’s place in it, and its SHA-256.");
            case key_unrecognised ->
                    new RejectAdvice(
                            "An object’s key does not follow images/{study_id}/{study_id} with one of the known endings.",
                            "Move the object to such a key, or keep it out of the images.");
            case sidecar_missing ->
                    new RejectAdvice(
                            "An image came, and its sidecar did not in time.",
                            "Write the sidecar.");
            case image_missing ->
                    new RejectAdvice(
                            "A sidecar came, and its image did not in time.", "Write the image.");
            case sidecar_malformed ->
                    new RejectAdvice(
                            "A sidecar is not one JSON object of at most 64 KiB.",
                            "Write it again, corrected.");
            case sidecar_invalid ->
                    new RejectAdvice(
                            "A sidecar breaks rules of the data contract; the message names all of them.",
                            "Write it again, corrected.");
            case image_too_large ->
                    new RejectAdvice(
                            "Decoded, the image would take more memory than one study may have.",
                            "If the image is what it should be, run with a larger heap (RADSTREAM_HEAP=4g); else send it again.");
            case image_undecodable ->
                    new RejectAdvice(
                            "The image is damaged, incomplete or no image at all.",
                            "Send it again from where it came.");
            case image_unsupported ->
                    new RejectAdvice(
                            "The image is of a kind that is not read.",
                            "Send it as a grey or RGB image of one of the formats that the message names.");
            case object_gone ->
                    new RejectAdvice(
                            "The object was deleted between its event and its fetch.",
                            "Nothing, where that was meant; else write it again.");
            case model_rejected ->
                    new RejectAdvice(
                            "A model refused its input, or answered in a form other than its signature.",
                            "Compare the model’s configuration with the data contract; the model server’s log says more.");
            case inference_failed ->
                    new RejectAdvice(
                            "A model failed for this study again and again, while it was there for others.",
                            "See the model server’s log; once that is mended, write the image again.");
            case superseded ->
                    new RejectAdvice(
                            "A newer version of the study overtook this one.",
                            "Nothing: the newer version has an end of its own.");
        };
    }
}
