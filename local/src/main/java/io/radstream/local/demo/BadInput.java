package io.radstream.local.demo;

/**
 * One kind of bad, or odd, input and where it must end.
 *
 * @param studyId the study; empty for what names none
 * @param what what is odd about it
 * @param end the reject's code, or {@code result}
 */
public record BadInput(String studyId, String what, String end) {

    /** The end of input that is odd but good. */
    public static final String RESULT = "result";
}
