package io.radstream.local.report;

import java.util.List;

/**
 * How the latency of a stage went over time.
 *
 * @param points of the steps in which any ended, in order
 */
record LatencySeries(Timed what, List<Point> points) {

    /** Milliseconds, over all that ended in one step of the time grid. */
    record Point(int slot, long count, double p50Ms, double p95Ms) {}

    double highestMs() {
        return points.stream().mapToDouble(Point::p95Ms).max().orElse(0);
    }
}
