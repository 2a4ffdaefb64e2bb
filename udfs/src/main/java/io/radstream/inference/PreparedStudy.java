package io.radstream.inference;

import io.radstream.record.DecodedImage;

/** A study's image as the three models' requests. */
final class PreparedStudy {

    private final DecodedImage image;
    private final ModelRequest classifier;
    private final ModelRequest detector;
    private final ModelRequest encoder;

    PreparedStudy(
            DecodedImage image,
            ModelRequest classifier,
            ModelRequest detector,
            ModelRequest encoder) {
        this.image = image;
        this.classifier = classifier;
        this.detector = detector;
        this.encoder = encoder;
    }

    DecodedImage image() {
        return image;
    }

    ModelRequest classifier() {
        return classifier;
    }

    ModelRequest detector() {
        return detector;
    }

    ModelRequest encoder() {
        return encoder;
    }
}
