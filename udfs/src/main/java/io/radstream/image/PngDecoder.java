package io.radstream.image;

import java.util.Arrays;

/**
 * PNG to pixels. Not by ImageIO, which sets 16-bit and interlaced pixels one by one (a 16-bit
 * radiograph takes five times as long), holds them at full depth and checks no checksum.
 */
final class PngDecoder {
    private static final int LONGEST_ROW = Integer.MAX_VALUE - 8;

    /**
     * Adam7 (ISO/IEC 15948, 8.2): first column, first row, columns and rows from one pixel to the
     * next.
     */
    private static final int[][] INTERLACED = {
        {0, 0, 8, 8},
        {4, 0, 8, 8},
        {0, 4, 4, 8},
        {2, 0, 4, 4},
        {0, 2, 2, 4},
        {1, 0, 2, 2},
        {0, 1, 1, 2},
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    private final PngHeader header;
    private final PngData data;
    private final PngRow pixels;
    private final byte[] samples;
    private byte[] row;
    private byte[] prior;

    private PngDecoder(PngHeader header, PngData data, byte[] palette) {
        this.header = header;
        this.data = data;
        this.pixels = new PngRow(header, palette);
        this.samples = new byte[header.width() * header.height() * header.channels()];
        this.row = new byte[(int) header.rowBytes(header.width())];
        this.prior = new byte[row.length];
    }

    static Pixels decode(byte[] content) throws UnreadableImageException {
        PngHeader header = PngHeader.read(content);
        if (header.rowBytes(header.width()) > LONGEST_ROW) {
            throw UnreadableImageException.tooLarge(
                    "expected PNG rows of at most "
                            + LONGEST_ROW
                            + " bytes, got "
                            + header.rowBytes(header.width()));
        }
        PngChunks chunks = new PngChunks(content);
        byte[] palette = paletteBeforeData(content, chunks, header);
        try (PngData data = new PngData(content, chunks)) {
            return new PngDecoder(header, data, palette).decode();
        }
    }

    /** Leaves the chunks on the first with image data. */
    private static byte[] paletteBeforeData(byte[] content, PngChunks chunks, PngHeader header)
            throws UnreadableImageException {
        byte[] palette = new byte[0];
        for (int type = chunks.next(); type != PngChunks.IDAT; type = chunks.next()) {
            if (type == PngChunks.IEND) {
                throw UnreadableImageException.undecodable("the PNG ends before its image data");
            }
            if (type == PngChunks.PLTE) {
                palette =
                        Arrays.copyOfRange(
                                content, chunks.start(), chunks.start() + chunks.length());
            }
        }
        boolean needed = header.colourType() == PngHeader.PALETTE;
        if (needed && (palette.length == 0 || palette.length % 3 != 0 || palette.length > 768)) {
            throw UnreadableImageException.undecodable(
                    "expected a PNG palette of 3 bytes for each of 1 to 256 entries, got "
                            + palette.length
                            + " bytes");
        }
        return palette;
    }

    private Pixels decode() throws UnreadableImageException {
        for (int[] pass : header.interlaced() ? INTERLACED : WHOLE) {
            decode(pass[0], pass[1], pass[2], pass[3]);
        }
        data.requireEnd();
        return new Pixels(header.width(), header.height(), header.channels(), samples);
    }

    private void decode(int left, int top, int across, int down) throws UnreadableImageException {
        int width = (int) (((long) header.width() - left + across - 1) / across);
        if (width <= 0) {
            return;
        }
        int length = (int) header.rowBytes(width);
        int pixelBytes = Math.max(1, header.storedChannels() * header.depth() / 8);
        int channels = header.channels();
        byte[] filter = new byte[1];
        Arrays.fill(prior, (byte) 0);
        for (long y = top; y < header.height(); y += down) {
            data.readFully(filter, 0, 1);
            data.readFully(row, 0, length);
            PngFilter.undo(filter[0] & 0xFF, row, prior, length, pixelBytes);
            int at = ((int) y * header.width() + left) * channels;
            pixels.write(row, width, samples, at, across * channels);
            byte[] restored = row;
            row = prior;
            prior = restored;
        }
    }
}
