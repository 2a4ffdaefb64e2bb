package io.radstream.local.serving;

import io.radstream.local.serving.ModelSession.JoinedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory outside of the heap that one computation's inputs are copied into. It is used again, as it
 * would be freed only by a garbage collection; what is extraordinarily large is not kept.
 */
final class InputBuffers {

    private static final int LARGEST_KEPT_BYTES = 32 << 20;

    private final Map<String, ByteBuffer> buffers = new HashMap<>();

    /** The input's parts one behind the other; valid until the next input of this name. */
    ByteBuffer fill(JoinedTensor input) {
        int bytes = Math.toIntExact(input.shape().bytes(input.type().bytes()));
        ByteBuffer buffer = buffers.get(input.name());
        if (buffer == null || buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes);
            if (bytes <= LARGEST_KEPT_BYTES) {
                buffers.put(input.name(), buffer);
            }
        }
        ByteBuffer content = buffer.slice(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
        input.parts().forEach(part -> content.put(((Elements.Numbers) part).bytes()));
        return content.flip();
    }
}
