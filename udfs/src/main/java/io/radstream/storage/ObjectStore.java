package io.radstream.storage;

import io.radstream.record.ObjectRef;
import java.util.concurrent.CompletableFuture;

/**
 * Reads and writes objects without blocking. Implementations are thread-safe, and bound the time of
 * each call: one that hangs would never be tried again.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Reads just the version of an object that the reference names: by its version id where it has
     * one, else by its entity tag.
     *
     * @param maxBytes refuse a larger object
     * @return the object's bytes, or {@link ObjectGoneException}, {@link ObjectOvertakenException},
     *     {@link ObjectTooLargeException}; any other exception is taken for a fault that passes
     */
    CompletableFuture<byte[]> get(ObjectRef object, long maxBytes);

    /**
     * Writes an object, whole or not at all; writing the same bytes again changes nothing.
     *
     * @param key the key, not URL-encoded; the bucket is the store's own
     */
    CompletableFuture<Void> put(String key, byte[] content);

    @Override
    void close();
}
