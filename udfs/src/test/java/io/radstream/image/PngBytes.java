package io.radstream.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNGs chunk by chunk, wrong ones too. */
final class PngBytes {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    PngBytes() {
        bytes.writeBytes(SIGNATURE);
    }

    /** An image of grey rows of zeros. */
    static byte[] blank(int width, int height) {
        return new PngBytes()
                .header(width, height, 8, PngHeader.GREY, 0)
                .data(new byte[(width + 1) * height])
                .end();
    }

    PngBytes header(int width, int height, int depth, int colourType, int interlace) {
        return header(width, height, depth, colourType, 0, 0, interlace);
    }

    PngBytes header(
            int width,
            int height,
            int depth,
            int colourType,
            int compression,
            int filter,
            int interlace) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) depth).put((byte) colourType);
        header.put((byte) compression).put((byte) filter).put((byte) interlace);
        return chunk("IHDR", header.array());
    }

    /** Deflates filtered rows into one image chunk. */
    PngBytes data(byte[] rows) {
        return chunk("IDAT", deflated(rows));
    }

    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            result.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return result.toByteArray();
    }

    PngBytes chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        bytes.writeBytes(name);
        bytes.writeBytes(data);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    /**
     * A copy whose chunks, as far as they can be told apart, have the checksums of their content.
     */
    static byte[] withChecksums(byte[] png) {
        ByteBuffer copy = ByteBuffer.wrap(png.clone());
        int at = SIGNATURE.length;
        while (at + 12L <= png.length) {
            int length = copy.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(copy.array(), at + 4, length + 4);
            copy.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return copy.array();
    }

    byte[] end() {
        return chunk("IEND", new byte[0]).bytes();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
