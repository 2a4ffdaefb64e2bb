package io.radstream.local.serving;

import java.time.Duration;

/**
 * How models are served.
 *
 * @param host the address to listen on
 * @param port 0: a free one
 * @param threads that share one computation, where a model's configuration says nothing; 0: as many
 *     as there are cores
 * @param mostWaiting requests that wait at once for one model, where its configuration says nothing
 * @param mostBytes that all requests in flight hold together
 * @param drain how long the requests in flight are waited for at the end
 */
public record ServingSettings(
        String host, int port, int threads, int mostWaiting, long mostBytes, Duration drain) {

    private static final int LARGEST_PORT = 65_535;

    /** Checks each. */
    public ServingSettings {
        check(port >= 0 && port <= LARGEST_PORT, "port: expected 0 to 65535, came " + port);
        check(
                threads >= 0 && threads <= SessionThreads.MOST,
                "threads: expected 0 to " + SessionThreads.MOST + ", came " + threads);
        check(mostWaiting >= 1, "mostWaiting: expected 1 or more, came " + mostWaiting);
        check(mostBytes >= 1, "mostBytes: expected 1 or more, came " + mostBytes);
        check(!drain.isNegative(), "drain: expected no negative time, came " + drain);
    }

    /** One thread a computation, a quarter of the heap for requests. */
    public static ServingSettings at(String host, int port) {
        return new ServingSettings(
                host, port, 1, 1024, Runtime.getRuntime().maxMemory() / 4, Duration.ofSeconds(10));
    }

    /** The same with another number of threads for one computation. */
    public ServingSettings withThreads(int number) {
        return new ServingSettings(host, port, number, mostWaiting, mostBytes, drain);
    }

    private static void check(boolean right, String problem) {
        if (!right) {
            throw new IllegalArgumentException(problem);
        }
    }
}
