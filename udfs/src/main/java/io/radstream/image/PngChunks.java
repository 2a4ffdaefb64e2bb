package io.radstream.image;

import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG (ISO/IEC 15948, clause 5). Those that carry pixels are checked against
 * their CRC; the others are passed over unread, but a PNG with an unknown chunk that calls itself
 * critical is refused, as the standard asks.
 */
final class PngChunks {
    static final int IDAT = 0x49444154;
    static final int IEND = 0x49454e44;
    static final int PLTE = 0x504c5445;

    private static final int IHDR = 0x49484452;
    private static final int SIGNATURE = 8;
    private static final int LENGTH_AND_TYPE = 8;
    private static final int CRC = 4;
    private static final int ANCILLARY = 0x20000000;

    private final byte[] content;
    private int start;
    private int length;
    private int end = SIGNATURE;

    /** Starts behind the signature, which {@link ImageFormat} has seen. */
    PngChunks(byte[] content) {
        this.content = content;
    }

    /**
     * Moves to the next critical chunk and gives its type. Not to be called after {@link #IEND}.
     */
    int next() throws UnreadableImageException {
        int type;
        do {
            if (content.length - end < LENGTH_AND_TYPE + CRC) {
                throw endsEarly();
            }
            length = intAt(end);
            type = intAt(end + 4);
            start = end + LENGTH_AND_TYPE;
            if (length < 0 || length > content.length - start - CRC) {
                throw endsEarly();
            }
            end = start + length + CRC;
        } while ((type & ANCILLARY) != 0);
        requireIntact();
        if (type != IHDR && type != PLTE && type != IDAT && type != IEND) {
            throw UnreadableImageException.unsupported(
                    "PNG with a critical chunk that is not in the standard is not read");
        }
        return type;
    }

    private void requireIntact() throws UnreadableImageException {
        CRC32 crc = new CRC32();
        crc.update(content, start - 4, length + 4);
        if ((int) crc.getValue() != intAt(end - CRC)) {
            throw UnreadableImageException.undecodable(
                    "the PNG is damaged: the chunk at byte "
                            + (start - LENGTH_AND_TYPE)
                            + " differs from its checksum");
        }
    }

    private UnreadableImageException endsEarly() {
        return UnreadableImageException.undecodable(
                "the PNG ends within or before a chunk, after " + content.length + " bytes");
    }

    private int intAt(int at) {
        return (content[at] & 0xFF) << 24
                | (content[at + 1] & 0xFF) << 16
                | (content[at + 2] & 0xFF) << 8
                | (content[at + 3] & 0xFF);
    }

    /** Where the current chunk's data starts. */
    int start() {
        return start;
    }

    /** Bytes of the current chunk's data. */
    int length() {
        return length;
    }
}
