package io.radstream.local.serving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests that are waiting or being computed, and the memory that they hold. */
final class InFlight {

    private final long mostBytes;
    private final Map<InferenceRequest, Long> requests = new HashMap<>();
    private long bytes;
    private boolean open = true;

    /**
     * @param mostBytes that all requests hold together; one alone may hold more
     */
    InFlight(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Takes a request on, until its answer is there.
     *
     * @param size of its message in bytes
     * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED where memory is short, UNAVAILABLE
     *     where the server stops
     */
    synchronized void admit(InferenceRequest request, long size) {
        if (!open) {
            throw Refusals.stopping();
        }
        if (!requests.isEmpty() && bytes + size > mostBytes) {
            throw Refusals.memoryFull();
        }
        requests.put(request, size);
        bytes += size;
    }

    synchronized void release(InferenceRequest request) {
        bytes -= requests.remove(request);
    }

    synchronized boolean isOpen() {
        return open;
    }

    /** From now on nothing is taken on. */
    synchronized void stop() {
        open = false;
    }

    /** Tells all that are left that the server stops. */
    void abort() {
        List<InferenceRequest> left;
        synchronized (this) {
            left = List.copyOf(requests.keySet());
        }
        left.forEach(request -> request.answer().completeExceptionally(Refusals.stopping()));
    }
}
