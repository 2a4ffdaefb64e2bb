package io.radstream.inference;

import java.util.Arrays;

/** What a model declares of one of its tensors. */
public final class TensorSpec {

    private final String name;
    private final String datatype;
    private final long[] shape;

    /**
     * @param datatype the protocol's word: FP32, FP16, UINT8, INT32, BYTES and so on
     * @param shape of one item, without a batch dimension; -1 where a dimension varies
     */
    public TensorSpec(String name, String datatype, long[] shape) {
        this.name = name;
        this.datatype = datatype;
        this.shape = shape.clone();
    }

    public String name() {
        return name;
    }

    public String datatype() {
        return datatype;
    }

    /** Without a batch dimension. */
    public long[] shape() {
        return shape.clone();
    }

    /** Such as {@code FP32 [3, 224, 224]}. */
    @Override
    public String toString() {
        return datatype + ' ' + Arrays.toString(shape);
    }
}
