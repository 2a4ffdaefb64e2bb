package io.radstream.image;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * An array as ImageIO wants it: no file behind it, and no second copy as
 * MemoryCacheImageInputStream makes.
 */
final class ByteArrayStream extends ImageInputStreamImpl {
    private final byte[] bytes;
    private final int length;

    ByteArrayStream(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < length ? bytes[(int) streamPos++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
        bitOffset = 0;
        if (streamPos >= length) {
            return -1;
        }
        int count = (int) Math.min(wanted, length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return length;
    }
}
