package io.radstream.local.report;

import io.radstream.local.folder.OutFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report of a run. */
public final class Report {

    private Report() {}

    /**
     * Writes the page.
     *
     * @param images the folder of images, for the gallery
     */
    public static void write(OutFolder out, Path images) throws IOException {
        Files.createDirectories(out.report().getParent());
        Files.writeString(out.report(), Files.readString(out.summary()));
    }
}
