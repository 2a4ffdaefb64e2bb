package io.radstream.local.phantom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** A folder full of phantoms, as a bucket would hold them. */
public final class PhantomFolder {

    private static final String USAGE =
            "expected DIR COUNT SEED [PIXELS OF THE LONGER SIDE], such as: phantoms 200 7";

    private PhantomFolder() {}

    /** Writes the phantoms 0 to count - 1 of a seed, each of a size of its own. */
    public static void write(Path directory, int count, long seed) throws IOException {
        write(directory, count, seed, 0);
    }

    /**
     * As {@link #write(Path, int, long)}, all of one size.
     *
     * @param longSide in pixels, 64 to 8192; 0 leaves each its own
     */
    public static void write(Path directory, int count, long seed, int longSide)
            throws IOException {
        try {
            LongStream.range(0, count)
                    .parallel()
                    .forEach(index -> write(directory, phantom(seed, index, longSide)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Phantom phantom(long seed, long index, int longSide) {
        return longSide == 0 ? Phantom.of(seed, index) : Phantom.of(seed, index, longSide);
    }

    private static void write(Path directory, Phantom phantom) {
        try {
            PhantomFiles.write(directory, phantom.studyId(), phantom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code DIR COUNT SEED [PIXELS]}: for the models' training, which runs it with a bare JDK. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 3 || arguments.length > 4) {
            throw new IllegalArgumentException(USAGE + ", came " + arguments.length + " words");
        }
        write(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                Long.parseLong(arguments[2]),
                arguments.length == 4 ? Integer.parseInt(arguments[3]) : 0);
    }
}
