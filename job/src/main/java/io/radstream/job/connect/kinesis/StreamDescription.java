package io.radstream.job.connect.kinesis;

import java.time.Duration;

/** What Kinesis tells of a stream. */
final class StreamDescription {

    private final String arn;
    private final String status;
    private final Duration retention;

    /**
     * @param status ACTIVE, UPDATING, CREATING or DELETING
     */
    StreamDescription(String arn, String status, Duration retention) {
        this.arn = arn;
        this.status = status;
        this.retention = retention;
    }

    String arn() {
        return arn;
    }

    String status() {
        return status;
    }

    Duration retention() {
        return retention;
    }
}
