package io.radstream.job.ledger;

import io.radstream.record.Half;

/** One version of one object of a study. */
public final class ScriptedObject {

    private final String studyId;
    private final Half half;
    private final String extension;
    private final byte[] content;
    private final String sequencer;
    private final String badEnd;

    /**
     * A version of an object.
     *
     * @param extension jpg, png or json
     * @param content shared, not copied
     * @param sequencer hex; of one key, a later version has a greater one
     * @param badEnd the reject's code of every study version that this object is a part of; null
     *     for a good object
     */
    public ScriptedObject(
            String studyId,
            Half half,
            String extension,
            byte[] content,
            String sequencer,
            String badEnd) {
        this.studyId = studyId;
        this.half = half;
        this.extension = extension;
        this.content = content;
        this.sequencer = sequencer;
        this.badEnd = badEnd;
    }

    /** The same object under the sequencer that it got where it landed. */
    public ScriptedObject withSequencer(String actual) {
        return new ScriptedObject(studyId, half, extension, content, actual, badEnd);
    }

    /** {@code images/{study_id}/{study_id}.{extension}}. */
    public String key() {
        return "images/" + studyId + "/" + studyId + "." + extension;
    }

    public String studyId() {
        return studyId;
    }

    public Half half() {
        return half;
    }

    public byte[] content() {
        return content;
    }

    public String sequencer() {
        return sequencer;
    }

    String badEnd() {
        return badEnd;
    }
}
