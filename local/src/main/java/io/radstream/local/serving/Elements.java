package io.radstream.local.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What a tensor holds, row-major. */
sealed interface Elements {

    /** Some of them; shared, not copied. */
    Elements part(int from, int count);

    /** Elements of a fixed size, little endian. */
    record Numbers(ByteBuffer bytes, int elementBytes) implements Elements {

        @Override
        public Elements part(int from, int count) {
            return new Numbers(
                    bytes.slice(bytes.position() + from * elementBytes, count * elementBytes),
                    elementBytes);
        }

        /** From its beginning, little endian. */
        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * Texts without NUL and without characters beyond U+FFFF: ONNX Runtime's Java API alters both.
     */
    record Texts(List<String> strings) implements Elements {

        @Override
        public Elements part(int from, int count) {
            return new Texts(strings.subList(from, from + count));
        }
    }
}
