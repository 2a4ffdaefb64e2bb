package io.radstream.image;

/** Data types of a tensor's elements, named as the KServe v2 protocol names them. */
public enum TensorType {
    FP32(4) {
        @Override
        int bits(double value) {
            return Float.floatToRawIntBits((float) value);
        }
    },
    FP16(2) {
        @Override
        int bits(double value) {
            return HalfFloat.bits((float) value);
        }
    },
    /** 0..255 stands for 0..1. */
    UINT8(1) {
        @Override
        int bits(double value) {
            return (int) Math.round(value * 255);
        }
    };

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** The element for a value of 0..1, in the lowest {@link #bytes()} bytes. */
    abstract int bits(double value);
}
