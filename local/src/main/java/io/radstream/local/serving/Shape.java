package io.radstream.local.serving;

import java.util.Arrays;
import java.util.List;

/** A tensor's dimensions; in a declaration -1 stands for any. */
final class Shape {

    private static final long ANY = -1;

    private final long[] dims;

    private Shape(long[] dims) {
        this.dims = dims;
    }

    static Shape of(long... dims) {
        return new Shape(dims.clone());
    }

    static Shape of(List<Long> dims) {
        return new Shape(dims.stream().mapToLong(Long::longValue).toArray());
    }

    int rank() {
        return dims.length;
    }

    long dim(int index) {
        return dims[index];
    }

    long[] toArray() {
        return dims.clone();
    }

    List<Long> toList() {
        return Arrays.stream(dims).boxed().toList();
    }

    /** How many elements it holds; the greatest long where they are even more. */
    long elements() {
        long elements = 1;
        for (long dim : dims) {
            if (dim == 0) {
                return 0;
            }
            elements = times(elements, dim);
        }
        return elements;
    }

    /** How many bytes its elements take; the greatest long where they are even more. */
    long bytes(int elementBytes) {
        return times(elements(), elementBytes);
    }

    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    /** Whether a tensor of this shape may stand where {@code declared} is asked for. */
    boolean fits(Shape declared) {
        return narrows(declared) && Arrays.stream(dims).allMatch(dim -> dim >= 0);
    }

    /** Whether both have the same dimensions, up to those that {@code wider} leaves open. */
    boolean narrows(Shape wider) {
        if (dims.length != wider.dims.length) {
            return false;
        }
        for (int i = 0; i < dims.length; i++) {
            if (wider.dims[i] != ANY && wider.dims[i] != dims[i]) {
                return false;
            }
        }
        return true;
    }

    /** The same behind a batch dimension. */
    Shape withRows(long rows) {
        long[] all = new long[dims.length + 1];
        all[0] = rows;
        System.arraycopy(dims, 0, all, 1, dims.length);
        return new Shape(all);
    }

    /** The same with -1 as the batch dimension. */
    Shape withAnyRows() {
        return withRows(ANY);
    }

    /** The same without its batch dimension. */
    Shape withoutRows() {
        return new Shape(Arrays.copyOfRange(dims, 1, dims.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** Such as {@code [1,3,224,224]}, as Triton writes it. */
    @Override
    public String toString() {
        return Arrays.toString(dims).replace(" ", "");
    }
}
