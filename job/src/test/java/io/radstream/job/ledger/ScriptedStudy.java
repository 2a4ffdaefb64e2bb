package io.radstream.job.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A study with all versions of its two halves, oldest first; an orphan has no other half. */
public record ScriptedStudy(
        String studyId, List<ScriptedObject> images, List<ScriptedObject> sidecars) {

    /** What the ledger calls the end of a version that was published. */
    public static final String RESULT = "result";

    /** All versions of both halves. */
    public List<ScriptedObject> objects() {
        List<ScriptedObject> all = new ArrayList<>(images);
        all.addAll(sidecars);
        return all;
    }

    /** The image of this sequencer, if the study has one. */
    Optional<ScriptedObject> image(String sequencer) {
        return find(images, sequencer);
    }

    /** The sidecar of this sequencer, if the study has one. */
    Optional<ScriptedObject> sidecar(String sequencer) {
        return find(sidecars, sequencer);
    }

    /** The version that must be the last, as study_version names it; of an orphan too. */
    public String newestVersion() {
        return newest(images) + "." + newest(sidecars);
    }

    /** How the newest version must end. */
    String newestEnd() {
        if (sidecars.isEmpty()) {
            return "sidecar_missing";
        }
        if (images.isEmpty()) {
            return "image_missing";
        }
        return endOf(last(images), last(sidecars));
    }

    /** How a version of these two ends that is not overtaken: the sidecar is looked at first. */
    static String endOf(ScriptedObject image, ScriptedObject sidecar) {
        if (sidecar.badEnd() != null) {
            return sidecar.badEnd();
        }
        return image.badEnd() != null ? image.badEnd() : RESULT;
    }

    static ScriptedObject last(List<ScriptedObject> versions) {
        return versions.get(versions.size() - 1);
    }

    private static String newest(List<ScriptedObject> versions) {
        return versions.isEmpty() ? "-" : last(versions).sequencer();
    }

    private static Optional<ScriptedObject> find(List<ScriptedObject> versions, String sequencer) {
        return versions.stream().filter(object -> object.sequencer().equals(sequencer)).findFirst();
    }
}
