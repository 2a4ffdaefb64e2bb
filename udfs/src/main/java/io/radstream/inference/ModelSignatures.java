package io.radstream.inference;

import java.util.concurrent.CompletableFuture;

/** What the server says of the three models. */
final class ModelSignatures {

    private final ModelSignature classifier;
    private final ModelSignature detector;
    private final ModelSignature encoder;

    private ModelSignatures(
            ModelSignature classifier, ModelSignature detector, ModelSignature encoder) {
        this.classifier = classifier;
        this.detector = detector;
        this.encoder = encoder;
    }

    /** Asks for all three at once. */
    static CompletableFuture<ModelSignatures> describe(InferenceClient client, ModelNames names) {
        CompletableFuture<ModelSignature> classifier = client.describe(names.classifier());
        CompletableFuture<ModelSignature> detector = client.describe(names.detector());
        CompletableFuture<ModelSignature> encoder = client.describe(names.encoder());
        return CompletableFuture.allOf(classifier, detector, encoder)
                .thenApply(
                        all ->
                                new ModelSignatures(
                                        classifier.join(), detector.join(), encoder.join()));
    }

    ModelSignature classifier() {
        return classifier;
    }

    ModelSignature detector() {
        return detector;
    }

    ModelSignature encoder() {
        return encoder;
    }
}
