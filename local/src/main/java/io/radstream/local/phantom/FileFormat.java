package io.radstream.local.phantom;

/** How a phantom is stored. */
public enum FileFormat {
    JPEG("jpg"),
    PNG_8_BIT("png"),
    PNG_16_BIT("png");

    private final String extension;

    FileFormat(String extension) {
        this.extension = extension;
    }

    /** Without the dot. */
    public String extension() {
        return extension;
    }
}
