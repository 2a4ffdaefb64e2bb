package io.radstream.local.cli;

import java.nio.file.Path;

/** The folder that RadStream was cloned into; {@code ./radstream} tells it. */
final class Home {

    private static final String PROPERTY = "radstream.home";

    private Home() {}

    private static Path folder() {
        return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
    }

    /** The demonstration models, in Triton's layout. */
    static Path models() {
        return folder().resolve("triton").resolve("models");
    }

    /** Real radiographs. */
    static Path samples() {
        return folder().resolve("samples");
    }
}
