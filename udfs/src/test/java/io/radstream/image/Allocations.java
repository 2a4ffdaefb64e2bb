package io.radstream.image;

import java.lang.management.ManagementFactory;

/**
 * Bytes that the JVM has given to a thread: a count, hence the same on every machine, unlike a
 * time.
 */
final class Allocations {
    private Allocations() {}

    static long ofThisThread() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
