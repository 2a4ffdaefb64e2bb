package io.radstream.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor as the protocol carries it: row-major, little endian; BYTES: each element behind its
 * length in 4 bytes.
 */
public final class Tensor {

    private final String name;
    private final String datatype;
    private final long[] shape;
    private final ByteBuffer content;

    /**
     * @param datatype the protocol's word: FP32, FP16, UINT8, INT32, BYTES and so on
     * @param content shared, not copied; not to be written to afterwards
     */
    public Tensor(String name, String datatype, long[] shape, ByteBuffer content) {
        this.name = name;
        this.datatype = datatype;
        this.shape = shape.clone();
        this.content = content.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    public String name() {
        return name;
    }

    public String datatype() {
        return datatype;
    }

    public long[] shape() {
        return shape.clone();
    }

    /** The content from its beginning; little endian. */
    public ByteBuffer content() {
        return content.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Such as {@code FP32 [1, 5]}. */
    String form() {
        return datatype + ' ' + Arrays.toString(shape);
    }
}
