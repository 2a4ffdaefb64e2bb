package io.radstream.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An image as a model takes it: three planes (red, green, blue) of rows, little-endian, values
 * 0..1.
 */
public final class PlanarTensor {
    private static final int PLANES = 3;

    private final TensorType type;
    private final int height;
    private final int width;
    private final byte[] bytes;

    private PlanarTensor(TensorType type, int height, int width, byte[] bytes) {
        this.type = type;
        this.height = height;
        this.width = width;
        this.bytes = bytes;
    }

    /**
     * Converts an image of the model's own size. Grey becomes three equal planes.
     *
     * @param pixels height x width pixels of 1 or 3 channels
     * @return 3 x height x width elements
     */
    public static PlanarTensor of(Pixels pixels, TensorType type, Preprocessing preprocessing) {
        int planeBytes = Math.multiplyExact(pixels.width() * pixels.height(), type.bytes());
        byte[] bytes = new byte[Math.multiplyExact(PLANES, planeBytes)];
        int[] elements = elements(type, preprocessing);
        for (int c = 0; c < pixels.channels(); c++) {
            writePlane(pixels, c, elements, type, bytes, c * planeBytes);
        }
        for (int c = pixels.channels(); c < PLANES; c++) {
            System.arraycopy(bytes, 0, bytes, c * planeBytes, planeBytes);
        }
        return new PlanarTensor(type, pixels.height(), pixels.width(), bytes);
    }

    /** A sample has 256 values: each is converted once. */
    private static int[] elements(TensorType type, Preprocessing preprocessing) {
        int[] elements = new int[256];
        for (int sample = 0; sample < elements.length; sample++) {
            elements[sample] = type.bits(preprocessing.apply(sample / 255.0));
        }
        return elements;
    }

    private static void writePlane(
            Pixels pixels, int channel, int[] elements, TensorType type, byte[] bytes, int at) {
        ByteBuffer target = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(at);
        byte[] samples = pixels.samples();
        int step = pixels.channels();
        switch (type) {
            case FP32:
                for (int i = channel; i < samples.length; i += step) {
                    target.putInt(elements[samples[i] & 0xFF]);
                }
                return;
            case FP16:
                for (int i = channel; i < samples.length; i += step) {
                    target.putShort((short) elements[samples[i] & 0xFF]);
                }
                return;
            case UINT8:
                for (int i = channel; i < samples.length; i += step) {
                    target.put((byte) elements[samples[i] & 0xFF]);
                }
        }
    }

    public TensorType type() {
        return type;
    }

    /** 3, height, width; no batch dimension. */
    public long[] shape() {
        return new long[] {PLANES, height, width};
    }

    /** The elements themselves, not a copy: not to be written to. */
    public byte[] bytes() {
        return bytes;
    }
}
