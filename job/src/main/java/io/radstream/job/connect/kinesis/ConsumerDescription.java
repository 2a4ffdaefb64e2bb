package io.radstream.job.connect.kinesis;

/** What Kinesis tells of a fan-out consumer. */
final class ConsumerDescription {

    private final String arn;
    private final String status;

    /**
     * @param status ACTIVE, CREATING or DELETING
     */
    ConsumerDescription(String arn, String status) {
        this.arn = arn;
        this.status = status;
    }

    String arn() {
        return arn;
    }

    String status() {
        return status;
    }
}
