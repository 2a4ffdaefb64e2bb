package io.radstream.inference;

import java.io.Serializable;
import java.util.List;

/** The names that the three models are served under. */
public final class ModelNames implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String classifier;
    private final String detector;
    private final String encoder;

    /** Each as the model repository names it. */
    public ModelNames(String classifier, String detector, String encoder) {
        this.classifier = classifier;
        this.detector = detector;
        this.encoder = encoder;
    }

    /** The shipped ones. */
    public static ModelNames defaults() {
        return new ModelNames("radstream_classifier", "radstream_detector", "radstream_encoder");
    }

    public String classifier() {
        return classifier;
    }

    public String detector() {
        return detector;
    }

    public String encoder() {
        return encoder;
    }

    /** All three. */
    public List<String> all() {
        return List.of(classifier, detector, encoder);
    }
}
