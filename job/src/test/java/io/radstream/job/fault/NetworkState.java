package io.radstream.job.fault;

import java.time.Duration;
import java.util.Optional;

/** What the network does at present; shared by all connections of one proxy. */
final class NetworkState {

    private boolean blackhole;
    private volatile long delayNs;
    private volatile HttpFault fault;

    synchronized void pass() {
        blackhole = false;
        delayNs = 0;
        fault = null;
        notifyAll();
    }

    synchronized void blackhole() {
        blackhole = true;
    }

    void delay(Duration delay) {
        delayNs = delay.toNanos();
    }

    void answer(HttpFault answer) {
        fault = answer;
    }

    long delayNs() {
        return delayNs;
    }

    /** Returns once bytes pass. */
    synchronized void awaitPassage() throws InterruptedException {
        while (blackhole) {
            wait();
        }
    }

    /** What to answer to a request in the server's place. */
    Optional<byte[]> answerTo(HttpRequest request) {
        HttpFault current = fault;
        return current == null ? Optional.empty() : current.answerTo(request);
    }
}
