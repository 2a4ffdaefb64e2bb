package io.radstream.job.connect.kinesis;

import java.io.Serializable;
import java.util.Optional;

/**
 * Enhanced fan-out: Kinesis pushes, and the job has 2 MB/s of each shard for itself. Needed where
 * more than one consumer reads the stream, since polling shares five reads a second.
 *
 * <p>The connector could also register a consumer when the job starts and remove it when the job
 * stops. That is left out: a subtask that removes it while another still reads makes the connector
 * take that one's shards for ended.
 */
public final class FanOut implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String consumerName;
    private final String consumerArn;

    private FanOut(String consumerName, String consumerArn) {
        this.consumerName = consumerName;
        this.consumerArn = consumerArn;
    }

    /**
     * Registers a consumer of this name at submission, unless there is one. It stays, for the next
     * submission, and costs until it is removed by hand.
     */
    public static FanOut registered(String name) {
        return new FanOut(name, null);
    }

    /** Uses a consumer that was registered beforehand, such as by Terraform. */
    public static FanOut existing(String arn) {
        return new FanOut(null, arn);
    }

    Optional<String> consumerName() {
        return Optional.ofNullable(consumerName);
    }

    Optional<String> consumerArn() {
        return Optional.ofNullable(consumerArn);
    }

    /** The consumer's name, which an ARN ends with, before the time of its registration. */
    String name() {
        return consumerArn == null
                ? consumerName
                : consumerArn.replaceFirst(".*/", "").replaceFirst(":.*", "");
    }

    /** As the user named it. */
    @Override
    public String toString() {
        return consumerArn == null ? consumerName : consumerArn;
    }
}
