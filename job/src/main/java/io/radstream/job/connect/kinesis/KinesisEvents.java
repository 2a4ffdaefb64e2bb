package io.radstream.job.connect.kinesis;

import static org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.EFORegistrationType.EAGER;
import static org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.EFORegistrationType.NONE;
import static org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.InitialPosition.AT_TIMESTAMP;
import static org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.InitialPosition.TRIM_HORIZON;
import static org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType.EFO;
import static org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants.RecordPublisherType.POLLING;

import io.radstream.job.Uids;
import io.radstream.record.RawEvent;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;

/**
 * The stream's image events: each record once, with its arrival in Kinesis as event time and
 * watermarks as {@link ReadProgress} has them, behind a {@link RetentionGuard}.
 *
 * <p>The only file that names the connector's consumer: another connector takes its place here.
 */
public final class KinesisEvents
        implements Function<StreamExecutionEnvironment, DataStream<RawEvent>> {

    /**
     * What the SDK waits for a connection, and for the next bytes; it tries twice. A stop waits for
     * reads that are under way.
     */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration SUBSCRIBE_TIMEOUT = Duration.ofSeconds(15);

    /** The connector's own format. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(ZoneOffset.UTC);

    private final KinesisSettings settings;
    private final boolean acceptGap;
    private final Clock clock;

    /**
     * Events that nobody reads yet.
     *
     * @param acceptGap whether to go on where records have left the stream unread
     * @param clock serializable
     */
    public KinesisEvents(KinesisSettings settings, boolean acceptGap, Clock clock) {
        this.settings = settings;
        this.acceptGap = acceptGap;
        this.clock = clock;
    }

    /**
     * Looks at what the source needs of Flink.
     *
     * @throws IllegalArgumentException where Flink's own settings are at fault
     */
    public static void check(StreamExecutionEnvironment environment) {
        if (environment.getConfig().getAutoWatermarkInterval() <= 0) {
            throw new IllegalArgumentException(
                    "pipeline.auto-watermark-interval: expected a positive interval, came 0: no"
                            + " orphan would ever end; set it in Flink's config.yaml");
        }
    }

    /**
     * Adds the source.
     *
     * @throws IllegalArgumentException where Flink's own settings are at fault
     * @throws UnusableConsumerException where the fan-out consumer cannot be registered
     */
    @Override
    @SuppressWarnings("deprecation") // The consumer is a SourceFunction.
    public DataStream<RawEvent> apply(StreamExecutionEnvironment environment) {
        check(environment);
        StreamLookup lookup = new StreamLookup(settings);
        RetentionGuard guard =
                new RetentionGuard(
                        settings.stream(),
                        settings.uid(),
                        settings.start(),
                        () -> lookup.describe().retention(),
                        acceptGap,
                        clock);
        return environment
                .addSource(consumer(lookup), "kinesis")
                .uid(settings.uid())
                .transform("retention guard", TypeInformation.of(RawEvent.class), guard)
                .uid(Uids.RETENTION_GUARD);
    }

    /** Registers it where that is asked for. */
    private Consumer consumer(StreamLookup lookup) {
        try {
            return new Consumer(settings, lookup, acceptGap, clock);
        } catch (RuntimeException e) {
            FanOut registered =
                    settings.fanOut().filter(it -> it.consumerName().isPresent()).orElse(null);
            if (registered == null) {
                throw e;
            }
            throw new UnusableConsumerException(
                    ConsumerRules.notRegistered(registered, reason(e)), e);
        }
    }

    /** The innermost reason's first line: the SDK's, which says what is missing. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage())
                .lines()
                .findFirst()
                .orElse(innermost.getClass().getSimpleName());
    }

    /**
     * Keeps the time of the job's first submission in state. To the connector, "latest" means the
     * time at which a subtask begins to read, also after a restore; on a shard from which nothing
     * has come yet, all that arrived during a downtime would be passed over.
     */
    private static final class Consumer extends FlinkKinesisConsumer<RawEvent> {

        private static final long serialVersionUID = 1L;

        private final KinesisSettings settings;
        private final StreamLookup lookup;
        private final boolean acceptGap;
        private final Clock clock;
        private Instant submittedAt;
        private Instant startAt;
        private transient ListState<Long> firstSubmission;
        private transient ListState<Long> firstStart;

        private Consumer(
                KinesisSettings settings, StreamLookup lookup, boolean acceptGap, Clock clock) {
            this(
                    settings,
                    lookup,
                    acceptGap,
                    clock,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        }

        private Consumer(
                KinesisSettings settings,
                StreamLookup lookup,
                boolean acceptGap,
                Clock clock,
                Instant submittedAt) {
            super(settings.stream(), new Schema(Instant.MIN), properties(settings, submittedAt));
            this.settings = settings;
            this.lookup = lookup;
            this.acceptGap = acceptGap;
            this.clock = clock;
            this.submittedAt = submittedAt;
            this.startAt = settings.start().from(submittedAt).orElse(submittedAt);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            super.initializeState(context);
            SdkLeftovers.removeAfter(getRuntimeContext());
            firstSubmission = times(context, "first-submission-ms");
            firstStart = times(context, "first-start-ms");
            for (long earlierMs : firstSubmission.get()) {
                submittedAt = Instant.ofEpochMilli(earlierMs);
            }
            for (long earlierMs : firstStart.get()) {
                startAt = Instant.ofEpochMilli(earlierMs);
            }
        }

        private static ListState<Long> times(FunctionInitializationContext context, String name)
                throws Exception {
            return context.getOperatorStateStore()
                    .getUnionListState(new ListStateDescriptor<>(name, Types.LONG));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            super.snapshotState(context);
            firstSubmission.update(List.of(submittedAt.toEpochMilli()));
            firstStart.update(List.of(startAt.toEpochMilli()));
        }

        @Override
        public void run(SourceContext<RawEvent> context) throws Exception {
            ReadContext<RawEvent> reading = new ReadContext<>(context);
            try {
                super.run(reading);
            } finally {
                reading.close();
            }
        }

        @Override
        @SuppressWarnings("deprecation") // The connector is made of what Flink 2 drops.
        protected KinesisDataFetcher<RawEvent> createFetcher(
                List<String> streams,
                SourceContext<RawEvent> context,
                RuntimeContext runtime,
                Properties properties,
                KinesisDeserializationSchema<RawEvent> schema) {
            Properties resolved = new Properties();
            resolved.putAll(properties);
            // Asked for in any case: what was restored may point at it.
            resolved.setProperty(
                    ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP, TIME.format(startAt));
            return new ShardFetcher(
                    streams,
                    context,
                    runtime,
                    resolved,
                    new Schema(settings.replay() ? submittedAt : Instant.MIN),
                    getShardAssigner(),
                    settings,
                    new FanOutWatch(new ReadProgress(), clock),
                    new KnownRetention(() -> lookup.describe().retention(), clock),
                    acceptGap,
                    clock);
        }
    }

    /** Hands on whatever came: what cannot be used is rejected by the step that knows why. */
    private static final class Schema implements KinesisDeserializationSchema<RawEvent> {

        private static final long serialVersionUID = 1L;

        private final Instant replayUntil;

        private Schema(Instant replayUntil) {
            this.replayUntil = replayUntil;
        }

        @Override
        public RawEvent deserialize(
                byte[] payload,
                String partitionKey,
                String sequenceNumber,
                long arrivedAtMs,
                String stream,
                String shard) {
            Instant arrivedAt = Instant.ofEpochMilli(arrivedAtMs);
            return new RawEvent(
                    ByteBuffer.wrap(payload == null ? new byte[0] : payload),
                    shard,
                    sequenceNumber,
                    arrivedAt,
                    arrivedAt.isBefore(replayUntil));
        }

        @Override
        public TypeInformation<RawEvent> getProducedType() {
            return TypeInformation.of(RawEvent.class);
        }
    }

    private static Properties properties(KinesisSettings settings, Instant submittedAt) {
        Properties properties = new Properties();
        properties.setProperty(AWSConfigConstants.AWS_REGION, settings.region());
        settings.endpoint()
                .ifPresent(
                        endpoint ->
                                properties.setProperty(
                                        AWSConfigConstants.AWS_ENDPOINT, endpoint.toString()));
        properties.putAll(credentials(settings));
        properties.putAll(
                settings.fanOut().map(fanOut -> pushed(fanOut, settings)).orElse(polled(settings)));
        properties.putAll(position(settings.start(), submittedAt));
        set(
                properties,
                ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
                settings.discoveryInterval().toMillis());
        // Tried again here, not there: a stop waits for the connector's own attempts to end.
        set(properties, ConsumerConfigConstants.LIST_SHARDS_RETRIES, 1);
        set(properties, "aws.clientconfig.connectionTimeout", SOCKET_TIMEOUT.toMillis());
        set(properties, "aws.clientconfig.socketTimeout", SOCKET_TIMEOUT.toMillis());
        set(properties, "aws.clientconfig.maxErrorRetry", 1);
        return properties;
    }

    private static Properties credentials(KinesisSettings settings) {
        Properties properties = new Properties();
        String provider = AWSConfigConstants.AWS_CREDENTIALS_PROVIDER;
        if (settings.accessKey().isEmpty()) {
            properties.setProperty(provider, AWSConfigConstants.CredentialProvider.AUTO.name());
            return properties;
        }
        AccessKey key = settings.accessKey().get();
        properties.setProperty(provider, AWSConfigConstants.CredentialProvider.BASIC.name());
        properties.setProperty(AWSConfigConstants.accessKeyId(provider), key.id());
        properties.setProperty(AWSConfigConstants.secretKey(provider), key.secret());
        return properties;
    }

    /** The connector tries a read once only: {@link Patience} goes on from there. */
    private static Properties polled(KinesisSettings settings) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, POLLING.name());
        set(
                properties,
                ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS,
                settings.pollInterval().toMillis());
        set(properties, ConsumerConfigConstants.SHARD_GETRECORDS_MAX, settings.maxRecords());
        set(properties, ConsumerConfigConstants.SHARD_GETRECORDS_RETRIES, 0);
        return properties;
    }

    private static Properties pushed(FanOut fanOut, KinesisSettings settings) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfigConstants.RECORD_PUBLISHER_TYPE, EFO.name());
        properties.setProperty(
                ConsumerConfigConstants.EFO_REGISTRATION_TYPE,
                (fanOut.consumerArn().isPresent() ? NONE : EAGER).name());
        fanOut.consumerName()
                .ifPresent(
                        name ->
                                properties.setProperty(
                                        ConsumerConfigConstants.EFO_CONSUMER_NAME, name));
        fanOut.consumerArn()
                .ifPresent(
                        arn ->
                                properties.setProperty(
                                        ConsumerConfigConstants.efoConsumerArn(settings.stream()),
                                        arn));
        set(
                properties,
                ConsumerConfigConstants.SUBSCRIBE_TO_SHARD_TIMEOUT_SECONDS,
                SUBSCRIBE_TIMEOUT.toSeconds());
        return properties;
    }

    private static Properties position(StartPosition start, Instant submittedAt) {
        Properties properties = new Properties();
        properties.setProperty(
                ConsumerConfigConstants.STREAM_INITIAL_POSITION,
                (start.from(submittedAt).isPresent() ? AT_TIMESTAMP : TRIM_HORIZON).name());
        start.from(submittedAt)
                .ifPresent(
                        from ->
                                properties.setProperty(
                                        ConsumerConfigConstants.STREAM_INITIAL_TIMESTAMP,
                                        TIME.format(from)));
        return properties;
    }

    private static void set(Properties properties, String key, long value) {
        properties.setProperty(key, String.valueOf(value));
    }
}
