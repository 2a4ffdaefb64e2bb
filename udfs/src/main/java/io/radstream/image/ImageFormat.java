package io.radstream.image;

import java.nio.charset.StandardCharsets;

/** The formats of the data contract, told apart by content; an object's name means nothing. */
public enum ImageFormat {
    JPEG,
    PNG,
    DICOM;

    private static final String EXPECTED = "expected JPEG or PNG";

    /** Formats that are known but not read: name, where the mark stands, the mark (ISO 8859-1). */
    private static final String[][] OTHERS = {
        {"GIF", "0", "GIF8"},
        {"TIFF", "0", "II*\0"},
        {"TIFF", "0", "MM\0*"},
        {"BigTIFF", "0", "II+\0"},
        {"BigTIFF", "0", "MM\0+"},
        {"WebP", "8", "WEBP"},
        {"JPEG 2000", "4", "jP  "},
        {"JPEG 2000", "0", "\u00ffO\u00ffQ"},
        {"JPEG XL", "4", "JXL "},
        {"HEIF or AVIF", "4", "ftyp"},
        {"PDF", "0", "%PDF"},
    };

    /**
     * Tells the format by its first bytes.
     *
     * @throws UnreadableImageException unsupported for a format that is known but not read, else
     *     undecodable
     */
    static ImageFormat of(byte[] content) throws UnreadableImageException {
        if (content.length == 0) {
            throw UnreadableImageException.undecodable("the object has 0 bytes; " + EXPECTED);
        }
        if (holds(content, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (holds(content, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        // Before the others: a DICOM preamble may be the head of a TIFF (PS3.10, 7.1).
        if (holds(content, 128, "DICM")) {
            return DICOM;
        }
        for (String[] other : OTHERS) {
            if (holds(content, Integer.parseInt(other[1]), other[2])) {
                throw UnreadableImageException.unsupported(other[0] + " is not read; " + EXPECTED);
            }
        }
        // Two letters alone would claim many a text; the reserved field behind them is zero.
        if (holds(content, 0, "BM") && holds(content, 6, "\0\0\0\0")) {
            throw UnreadableImageException.unsupported("BMP is not read; " + EXPECTED);
        }
        throw UnreadableImageException.undecodable(
                "the " + content.length + " bytes are of no known image format; " + EXPECTED);
    }

    private static boolean holds(byte[] content, int offset, String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
        if (content.length < offset + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (content[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
