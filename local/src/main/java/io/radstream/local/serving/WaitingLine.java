package io.radstream.local.serving;

import io.radstream.local.serving.BatchQueue.Arrival;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The requests of one model that wait for its workers. */
final class WaitingLine {

    private final BatchQueue queue;
    private final LongSupplier nanoClock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean open = true;

    /**
     * @param nanoClock {@link System#nanoTime}
     */
    WaitingLine(BatchRule rule, LongSupplier nanoClock) {
        this.queue = new BatchQueue(rule);
        this.nanoClock = nanoClock;
    }

    /** What became of a request at the end of the line. */
    enum Entry {
        WAITS,
        FULL,
        CLOSED
    }

    Entry enter(InferenceRequest request) {
        lock.lock();
        try {
            if (!open) {
                return Entry.CLOSED;
            }
            if (!queue.add(request, nanoClock.getAsLong())) {
                return Entry.FULL;
            }
            changed.signalAll();
            return Entry.WAITS;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a request out, if it still waits. */
    void leave(InferenceRequest request) {
        lock.lock();
        try {
            queue.remove(request);
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, waited for; empty once the line is closed and nobody waits any more. */
    List<Arrival> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = nanoClock.getAsLong();
                List<Arrival> batch = queue.poll(now, open);
                if (!batch.isEmpty()) {
                    changed.signalAll();
                    return batch;
                }
                if (queue.size() > 0) {
                    changed.await(queue.nanosLeft(now), TimeUnit.NANOSECONDS);
                } else if (open) {
                    changed.await();
                } else {
                    return List.of();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more; whoever is in waits for nobody else. */
    void close() {
        lock.lock();
        try {
            open = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
