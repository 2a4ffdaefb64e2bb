package io.radstream.local.cli;

import io.radstream.local.folder.OutFolder;
import io.radstream.local.folder.UnusableFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the folders that the options name, or says what is wrong with them. */
final class OutFolders {

    private OutFolders() {}

    /** The folder of a run that has begun. */
    static OutFolder ofRun(Path path) {
        OutFolder folder = new OutFolder(path);
        if (!folder.isOurs() || !Files.exists(folder.catalog())) {
            throw ExplainedException.usage(
                    "--out: expected the folder of a run, came "
                            + path
                            + ", in which none has begun");
        }
        return folder;
    }

    /** A folder of images. */
    static Path ofImages(Path path) {
        if (!Files.isDirectory(path)) {
            throw ExplainedException.usage(
                    "--images: expected a folder of {study_id}/{study_id}.jpg and .json, came "
                            + path
                            + (Files.exists(path)
                                    ? ", which is a file"
                                    : ", which does not exist"));
        }
        if (!Files.isReadable(path)) {
            throw ExplainedException.usage("--images: " + path + " cannot be read");
        }
        return path.toAbsolutePath().normalize();
    }

    /** What the run writes must not be what it reads. */
    static void refuseNesting(Path images, OutFolder out) {
        if (out.root().startsWith(images)) {
            throw ExplainedException.usage(
                    "--out: expected a folder outside of --images, came "
                            + out.root()
                            + ", whose files would be read as images");
        }
    }

    /** As short as it can be told from here. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    /** Only a run that goes on may write where one has begun. */
    static void refuseUsed(OutFolder folder) {
        try {
            folder.refuseUsed();
        } catch (UnusableFolderException e) {
            throw ExplainedException.usage(e.getMessage());
        }
    }

    /** Takes the folder for this process. */
    static void lock(OutFolder folder) {
        try {
            folder.lock();
        } catch (IOException e) {
            throw ExplainedException.failed(e.getMessage());
        }
    }

    /** Makes room for a demonstration. */
    static void beginDemo(OutFolder folder) throws IOException {
        try {
            folder.beginDemo();
        } catch (UnusableFolderException e) {
            throw ExplainedException.usage(e.getMessage());
        }
    }
}
