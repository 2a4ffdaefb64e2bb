package io.radstream.image;

/**
 * Turns stored rows of a PNG into pixels of 8 bits: depths scaled, palette resolved, alpha dropped.
 */
final class PngRow {
    private final int colourType;
    private final int depth;
    private final int storedChannels;
    private final int channels;
    private final byte[] palette;
    private final byte[] wide;

    /**
     * @param palette red, green, blue of each entry, for colour type 3
     */
    PngRow(PngHeader header, byte[] palette) {
        this.colourType = header.colourType();
        this.depth = header.depth();
        this.storedChannels = header.storedChannels();
        this.channels = header.channels();
        this.palette = palette;
        this.wide = new byte[depth == 8 ? 0 : header.width() * storedChannels];
    }

    /**
     * Writes a row's pixels.
     *
     * @param row the stored row, filter undone
     * @param count its pixels
     * @param target decoded samples
     * @param at where in the target the first pixel goes
     * @param step samples of the target from one pixel of this row to the next
     */
    void write(byte[] row, int count, byte[] target, int at, int step)
            throws UnreadableImageException {
        byte[] source = depth == 8 ? row : widened(row, count * storedChannels);
        if (storedChannels == channels && step == channels) {
            System.arraycopy(source, 0, target, at, count * channels);
        } else if (colourType == PngHeader.PALETTE) {
            resolve(source, count, target, at, step);
        } else {
            for (int i = 0; i < count; i++) {
                for (int c = 0; c < channels; c++) {
                    target[at + i * step + c] = source[i * storedChannels + c];
                }
            }
        }
    }

    private void resolve(byte[] source, int count, byte[] target, int at, int step)
            throws UnreadableImageException {
        for (int i = 0; i < count; i++) {
            int entry = 3 * (source[i] & 0xFF);
            if (entry >= palette.length) {
                throw UnreadableImageException.undecodable(
                        "the PNG is damaged: a pixel is outside its palette of "
                                + palette.length / 3);
            }
            System.arraycopy(palette, entry, target, at + i * step, 3);
        }
    }

    /**
     * To 8 bits: 16 by value / 257, rounded; fewer stretched to 0..255; an index stays what it is.
     */
    private byte[] widened(byte[] row, int count) {
        if (depth == 16) {
            for (int i = 0; i < count; i++) {
                int value = (row[2 * i] & 0xFF) << 8 | (row[2 * i + 1] & 0xFF);
                wide[i] = (byte) ((value + 128) / 257);
            }
            return wide;
        }
        int largest = (1 << depth) - 1;
        int scale = colourType == PngHeader.PALETTE ? 1 : 255 / largest;
        int perByte = 8 / depth;
        for (int i = 0; i < count; i++) {
            int shift = 8 - depth * (i % perByte + 1);
            wide[i] = (byte) ((row[i / perByte] >> shift & largest) * scale);
        }
        return wide;
    }
}
