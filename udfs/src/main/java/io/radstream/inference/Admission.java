package io.radstream.inference;

import io.radstream.record.Priority;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds what is in inference at once: studies, bytes of image objects, and bytes of decoded
 * images. Whoever waits for one holds only those before it in this order, and whoever holds the
 * last needs no more: nobody waits in a circle.
 */
final class Admission {

    private final PermitPool studies;
    private final PermitPool objectBytes;
    private final PermitPool decodedBytes;

    Admission(InferenceLimits limits) {
        this.studies = new PermitPool(limits.studies());
        this.objectBytes = new PermitPool(limits.objectBytes());
        this.decodedBytes = new PermitPool(limits.decodedBytes());
    }

    /** One study's place; given back when it ends, however it ends. */
    static final class Place implements AutoCloseable {

        private final PermitPool.Permit study;
        private final PermitPool.Permit object;

        private Place(PermitPool.Permit study, PermitPool.Permit object) {
            this.study = study;
            this.object = object;
        }

        @Override
        public void close() {
            object.close();
            study.close();
        }
    }

    /**
     * A place for a study whose image object has so many bytes.
     *
     * @param bytes at most {@link #mostObjectBytes}
     */
    CompletableFuture<Place> admit(long bytes, Priority priority) {
        // Before the study has its place, which would be lost.
        objectBytes.check(bytes);
        return studies.acquire(1, priority)
                .thenCompose(
                        study ->
                                objectBytes
                                        .acquire(bytes, priority)
                                        .thenApply(object -> new Place(study, object)));
    }

    /** Room for a decoded image; only for a study that has a place. */
    CompletableFuture<PermitPool.Permit> decode(long bytes, Priority priority) {
        return decodedBytes.acquire(bytes, priority);
    }

    long mostObjectBytes() {
        return objectBytes.capacity();
    }

    long mostDecodedBytes() {
        return decodedBytes.capacity();
    }

    long inFlight() {
        return studies.inUse();
    }

    int waiting() {
        return studies.waiting();
    }

    /**
     * Lets nobody in any more. Else, when a step with a long queue ends, the calls that fail with
     * it would let one study after the other in, to fail as well.
     */
    void close() {
        studies.close();
        objectBytes.close();
        decodedBytes.close();
    }
}
