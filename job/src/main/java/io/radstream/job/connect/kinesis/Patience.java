package io.radstream.job.connect.kinesis;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long failures in a row are borne. Throttling and a short outage of Kinesis then only delay
 * the job: it need not restart and do again what was under way.
 */
final class Patience {

    /** After that the job fails, and goes on from its checkpoint. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    private final String what;
    private final Counter failures;
    private final LongSupplier nanoTime;
    private boolean failing;
    private long failingSinceNs;

    /**
     * @param what is done, for the log
     * @param failures counts each
     */
    Patience(String what, Counter failures, LongSupplier nanoTime) {
        this.what = what;
        this.failures = failures;
        this.nanoTime = nanoTime;
    }

    void succeeded() {
        if (failing) {
            failing = false;
            LOG.info("{} works again", what);
        }
    }

    /** Whether to try again after this failure. */
    boolean bears(RuntimeException failure) {
        failures.inc();
        if (!failing) {
            failing = true;
            failingSinceNs = nanoTime.getAsLong();
            LOG.warn("{} failed, and will be tried again for {}", what, LIMIT, failure);
        }
        return nanoTime.getAsLong() - failingSinceNs < LIMIT.toNanos();
    }
}
