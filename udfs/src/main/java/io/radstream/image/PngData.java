package io.radstream.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflated data of a PNG's image chunks as one stream, read where they stand in the content.
 */
final class PngData implements AutoCloseable {
    private final byte[] content;
    private final PngChunks chunks;
    private final Inflater inflater = new Inflater();
    private boolean ended;

    /**
     * @param chunks standing on the first image chunk
     */
    PngData(byte[] content, PngChunks chunks) {
        this.content = content;
        this.chunks = chunks;
        inflater.setInput(content, chunks.start(), chunks.length());
    }

    void readFully(byte[] target, int offset, int length) throws UnreadableImageException {
        int read = 0;
        while (read < length) {
            int count = inflate(target, offset + read, length - read);
            if (count == 0) {
                refill();
            }
            read += count;
        }
    }

    private int inflate(byte[] target, int offset, int length) throws UnreadableImageException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw UnreadableImageException.undecodable(
                    "the PNG is damaged: its data do not inflate");
        }
    }

    private void refill() throws UnreadableImageException {
        if (inflater.finished() || inflater.needsDictionary() || !nextImageChunk()) {
            throw UnreadableImageException.undecodable(
                    "the PNG ends early: its data hold fewer pixels than its header tells");
        }
        inflater.setInput(content, chunks.start(), chunks.length());
    }

    private boolean nextImageChunk() throws UnreadableImageException {
        int type = chunks.next();
        ended = type == PngChunks.IEND;
        return type == PngChunks.IDAT;
    }

    /** Walks on to the end of the image, so that a cut behind the last pixel is seen too. */
    void requireEnd() throws UnreadableImageException {
        while (!ended) {
            ended = chunks.next() == PngChunks.IEND;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
