package io.radstream.local.folder;

import java.nio.file.Path;

/** The out folder is not to be written to; the message says why and what to do. */
public final class UnusableFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnusableFolderException(String message) {
        super(message);
    }

    /** A run began here before. */
    static UnusableFolderException used(OutFolder out) {
        return new UnusableFolderException(
                "--out: expected a new or empty folder, came "
                        + out.root()
                        + ", in which a run has begun before; add --resume to go on with it, or name another");
    }

    /** Somebody else's files are here. */
    public static UnusableFolderException foreign(OutFolder out) {
        return new UnusableFolderException(
                "--out: expected a folder of an earlier run, came "
                        + out.root()
                        + ", which holds other files; name another");
    }

    /** A demonstration would replace what is not a demonstration's. */
    static UnusableFolderException notOfDemo(OutFolder out) {
        return new UnusableFolderException(
                "--out: expected a new folder or one of an earlier demo, came "
                        + out.root()
                        + ", which holds other files; name another");
    }

    /** The run that began here reads another folder. */
    public static UnusableFolderException ofOtherImages(OutFolder out, Path expected, Path came) {
        return new UnusableFolderException(
                "--images: expected "
                        + expected
                        + ", with which the run in "
                        + out.root()
                        + " began, came "
                        + came);
    }
}
