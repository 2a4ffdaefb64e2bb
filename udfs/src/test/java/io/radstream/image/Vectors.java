package io.radstream.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What ci/parity/make_vectors.py wrote, and the radiographs that the product ships. */
final class Vectors {
    private Vectors() {}

    /** The lines of a table, its head left out. */
    static List<String[]> table(String name) {
        String text = new String(resource(name), StandardCharsets.UTF_8);
        return text.lines().skip(1).map(line -> line.split(",")).toList();
    }

    static byte[] image(String file) {
        return resource("vectors/" + file);
    }

    static byte[] radiograph(String file) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("samples").resolve(file))) {
            folder = folder.getParent();
        }
        try {
            return Files.readAllBytes(folder.resolve("samples").resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script's pattern: ramps with sharp edges. */
    static Pixels pattern(int width, int height, int channels) {
        byte[] samples = new byte[width * height * channels];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    int edge = (x / 5 + y / 3) % 2 * 128;
                    samples[at++] = (byte) (x * x * 7 + y * 13 + x * y * 3 + c * 61 + edge);
                }
            }
        }
        return new Pixels(width, height, channels, samples);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream stream = Vectors.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
