package io.radstream.job.connect.kinesis;

import io.radstream.job.Uids;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Which stream is read, and how.
 *
 * <p>Credentials come from the connector's default chain: environment, system properties, web
 * identity, profile, container, instance. The connector shades AWS SDKs of 2023, so on EKS that
 * chain knows IRSA (web identity) and not Pod Identity. The role needs {@code
 * kinesis:DescribeStream}, {@code DescribeStreamSummary}, {@code ListShards}, {@code
 * GetShardIterator} and {@code GetRecords} on the stream; for fan-out also {@code
 * DescribeStreamConsumer}, {@code RegisterStreamConsumer} and {@code SubscribeToShard}.
 */
public final class KinesisSettings implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Kinesis serves five reads a second and shard, to all who poll it together: 200 ms is as often
     * as one job can.
     */
    public static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /**
     * Shards made by a reshard are read this much later at most. The orphans' clock lags by as much
     * on an idle stream: what arrives may lie in a shard that is not known yet.
     */
    public static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(10);

    /** The most that Kinesis gives at once. */
    public static final int MAX_RECORDS = 10_000;

    private final String uid;
    private final StreamName stream;
    private final String region;
    private final URI endpoint;
    private final AccessKey accessKey;
    private final FanOut fanOut;
    private final StartPosition start;
    private final boolean replay;
    private final Duration discoveryInterval;
    private final Duration pollInterval;
    private final int maxRecords;

    private KinesisSettings(Builder builder) {
        uid = builder.uid;
        stream = builder.stream;
        region = builder.region;
        endpoint = builder.endpoint;
        accessKey = builder.accessKey;
        fanOut = builder.fanOut;
        start = builder.start;
        replay = builder.replay;
        discoveryInterval = builder.discoveryInterval;
        pollInterval = builder.pollInterval;
        maxRecords = builder.maxRecords;
    }

    /**
     * Settings with every default: polling, from the horizon.
     *
     * @param stream name or ARN
     * @param region such as eu-central-1; with an ARN, the ARN's
     * @throws IllegalArgumentException if the stream is neither, or the region is not the ARN's
     */
    public static Builder of(String stream, String region) {
        return new Builder(StreamName.parse(stream), region);
    }

    /** What the source's state is found by. */
    String uid() {
        return uid;
    }

    String stream() {
        return stream.name();
    }

    Optional<String> streamArn() {
        return stream.arn();
    }

    String region() {
        return region;
    }

    Optional<URI> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    Optional<AccessKey> accessKey() {
        return Optional.ofNullable(accessKey);
    }

    Optional<FanOut> fanOut() {
        return Optional.ofNullable(fanOut);
    }

    StartPosition start() {
        return start;
    }

    boolean replay() {
        return replay;
    }

    Duration discoveryInterval() {
        return discoveryInterval;
    }

    Duration pollInterval() {
        return pollInterval;
    }

    int maxRecords() {
        return maxRecords;
    }

    /** Gathers what differs from the defaults. */
    public static final class Builder {

        private final StreamName stream;
        private final String region;
        private String uid = Uids.SOURCE;
        private URI endpoint;
        private AccessKey accessKey;
        private FanOut fanOut;
        private StartPosition start = StartPosition.horizon();
        private boolean replay;
        private Duration discoveryInterval = DISCOVERY_INTERVAL;
        private Duration pollInterval = POLL_INTERVAL;
        private int maxRecords = MAX_RECORDS;

        private Builder(StreamName stream, String region) {
            if (!stream.region().orElse(region).equals(region)) {
                throw new IllegalArgumentException(
                        "expected the region of the stream's ARN, "
                                + stream.region().get()
                                + ", came "
                                + region);
            }
            this.stream = stream;
            this.region = region;
        }

        /** An emulator, or a VPC endpoint, in place of the region's own address. */
        public Builder endpoint(URI address) {
            endpoint = address;
            return this;
        }

        /** Signs with this key; refused without an endpoint, since AWS is not meant. */
        public Builder accessKey(AccessKey key) {
            accessKey = key;
            return this;
        }

        /** Has Kinesis push, rather than poll it. */
        public Builder fanOut(FanOut consumer) {
            fanOut = consumer;
            return this;
        }

        /**
         * Another one than before leaves behind how far the stream was read: the source begins at
         * its start position, while all else that is restored goes on.
         */
        public Builder uid(String sourceUid) {
            uid = sourceUid;
            return this;
        }

        /** Where a job without state begins. */
        public Builder start(StartPosition position) {
            start = position;
            return this;
        }

        /**
         * Whether what arrived before this job was submitted has been processed once already. It is
         * then marked as a replay, so that its long way is not counted among the latencies of
         * today; what arrives later is not. A restored job keeps to the time of its first
         * submission.
         */
        public Builder replay(boolean wasProcessed) {
            replay = wasProcessed;
            return this;
        }

        /** How often new shards are looked for. */
        public Builder discoveryInterval(Duration interval) {
            discoveryInterval = interval;
            return this;
        }

        /** How often a shard is read, when polling. */
        public Builder pollInterval(Duration interval) {
            pollInterval = interval;
            return this;
        }

        /** The most records of one read, 1 to 10,000. */
        public Builder maxRecords(int records) {
            maxRecords = records;
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if some contradict each other
         */
        public KinesisSettings build() {
            if (accessKey != null && endpoint == null) {
                throw new IllegalArgumentException(
                        "expected an access key only beside an emulator's endpoint; AWS is to be"
                                + " reached with a role");
            }
            if (replay && start.isLatest()) {
                throw new IllegalArgumentException(
                        "expected a replay to start at the horizon or at a timestamp, came latest:"
                                + " nothing would be read again");
            }
            if (maxRecords < 1 || maxRecords > MAX_RECORDS) {
                throw new IllegalArgumentException(
                        "expected 1 to " + MAX_RECORDS + " records a read, came " + maxRecords);
            }
            if (pollInterval.isNegative() || discoveryInterval.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "expected intervals of a positive length, came a poll every "
                                + pollInterval
                                + " and a discovery every "
                                + discoveryInterval);
            }
            return new KinesisSettings(this);
        }
    }
}
