package io.radstream.image;

/**
 * Resizing with an antialiased Lanczos-3 filter, equal to {@code Image.resize(size, LANCZOS)} of
 * Pillow 12 bit for bit: along the rows first, then along the columns, rounded and clipped to 8
 * bits in between.
 *
 * <p>The other order is another function, up to 13 of 255 away on a radiograph. Pillow 13 takes it
 * where the height shrinks much more than the width, and Pillow 12 where the image is over a
 * hundred times as high as wide; here one order holds for every image.
 */
public final class Lanczos {
    private Lanczos() {}

    /**
     * Resizes to exactly {@code width} x {@code height}, whatever the proportions. Takes {@code
     * width * pixels.height() * pixels.channels()} bytes beside the result.
     */
    public static Pixels resize(Pixels pixels, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "expected a size of at least 1 x 1, got " + width + " x " + height);
        }
        if (width == pixels.width() && height == pixels.height()) {
            return pixels;
        }
        byte[] narrow = alongRows(pixels, new LanczosWeights(pixels.width(), width));
        LanczosWeights down = new LanczosWeights(pixels.height(), height);
        byte[] resized = alongColumns(narrow, width * pixels.channels(), down);
        return new Pixels(width, height, pixels.channels(), resized);
    }

    private static byte[] alongRows(Pixels pixels, LanczosWeights weights) {
        int channels = pixels.channels();
        int fromLength = pixels.width() * channels;
        int toLength = weights.size() * channels;
        byte[] target = new byte[Math.multiplyExact(toLength, pixels.height())];
        LanczosPass pass =
                new LanczosPass(weights, pixels.samples(), channels, fromLength, target, toLength);
        for (int y = 0; y < pixels.height(); y += LanczosPass.LINES) {
            for (int x = 0; x < weights.size(); x++) {
                for (int c = 0; c < channels; c++) {
                    int to = y * toLength + x * channels + c;
                    pass.sum(x, y * fromLength + c, pixels.height() - y, to);
                }
            }
        }
        return target;
    }

    private static byte[] alongColumns(byte[] source, int rowLength, LanczosWeights weights) {
        byte[] target = new byte[Math.multiplyExact(rowLength, weights.size())];
        LanczosPass pass = new LanczosPass(weights, source, rowLength, 1, target, 1);
        for (int y = 0; y < weights.size(); y++) {
            for (int column = 0; column < rowLength; column += LanczosPass.LINES) {
                pass.sum(y, column, rowLength - column, y * rowLength + column);
            }
        }
        return target;
    }
}
