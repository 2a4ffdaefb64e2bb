package io.radstream.job.connect.kinesis;

import io.radstream.record.MetricNames;
import io.radstream.record.RawEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.connectors.kinesis.KinesisShardAssigner;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher;
import org.apache.flink.streaming.connectors.kinesis.internals.publisher.RecordPublisher;
import org.apache.flink.streaming.connectors.kinesis.model.KinesisStreamShardState;
import org.apache.flink.streaming.connectors.kinesis.model.SentinelSequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.SequenceNumber;
import org.apache.flink.streaming.connectors.kinesis.model.StreamShardHandle;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy;
import org.apache.flink.streaming.connectors.kinesis.serialization.KinesisDeserializationSchema;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;

/**
 * The connector's fetcher of one subtask, with the watermarks of {@link ReadProgress} in place of
 * its own: those stand still on a shard without records, or leave it out after some time, whether
 * it has been read to its tip or not.
 */
@SuppressWarnings("deprecation") // The connector is made of what Flink 2 drops.
final class ShardFetcher extends KinesisDataFetcher<RawEvent> {

    private final SourceFunction.SourceContext<RawEvent> context;
    private final Clock clock;
    private final ReadProgress progress;
    private final FanOutWatch fanOut;
    private final int mostRecords;
    private final String stream;
    private final KnownRetention retention;
    private final boolean acceptGap;
    private final Counter failures;
    private final Patience patience;
    private long emittedMs = ReadProgress.NOTHING;
    private boolean discovered;

    /**
     * @param properties with the time to start at, whether it is needed or not
     * @param fanOut has the progress to tell, also where nothing is pushed
     * @param acceptGap whether to go on where records have left the stream unread
     */
    ShardFetcher(
            List<String> streams,
            SourceFunction.SourceContext<RawEvent> context,
            RuntimeContext runtime,
            Properties properties,
            KinesisDeserializationSchema<RawEvent> schema,
            KinesisShardAssigner assigner,
            KinesisSettings settings,
            FanOutWatch fanOut,
            KnownRetention retention,
            boolean acceptGap,
            Clock clock) {
        super(
                streams,
                context,
                context.getCheckpointLock(),
                runtime,
                properties,
                schema,
                assigner,
                new ArrivalTimes(),
                null,
                new AtomicReference<>(),
                new ArrayList<>(),
                createInitialSubscribedStreamsToLastDiscoveredShardsState(streams),
                KinesisProxy::create,
                fanOut::watch);
        this.context = context;
        this.clock = clock;
        this.progress = fanOut.progress();
        this.fanOut = settings.fanOut().isPresent() ? fanOut : null;
        this.mostRecords = settings.maxRecords();
        this.stream = settings.stream();
        this.retention = retention;
        this.acceptGap = acceptGap;
        MetricGroup metrics = MetricNames.in(runtime.getMetricGroup());
        failures = metrics.counter(MetricNames.SOURCE_READ_FAILURES);
        patience = new Patience("looking for shards", failures, System::nanoTime);
        metrics.gauge(
                MetricNames.SOURCE_LAG_MS, (Gauge<Long>) () -> progress.lagMs(clock.millis()));
        metrics.gauge(MetricNames.SOURCE_SHARDS, (Gauge<Integer>) progress::shards);
    }

    @Override
    public List<StreamShardHandle> discoverNewShardsToSubscribe() throws InterruptedException {
        long askedAtMs = clock.millis();
        List<StreamShardHandle> found;
        try {
            found = super.discoverNewShardsToSubscribe();
        } catch (RuntimeException e) {
            // The first look must tell something; from then on, what is known is read meanwhile.
            if (!discovered || !patience.bears(e)) {
                throw e;
            }
            return List.of();
        }
        discovered = true;
        patience.succeeded();
        progress.discovered(
                askedAtMs, found.stream().map(ShardFetcher::id).collect(Collectors.toList()));
        return found;
    }

    @Override
    public int registerNewSubscribedShardState(KinesisStreamShardState state) {
        boolean ended =
                SentinelSequenceNumber.SENTINEL_SHARD_ENDING_SEQUENCE_NUM
                        .get()
                        .equals(state.getLastProcessedSequenceNum());
        int index = super.registerNewSubscribedShardState(state);
        progress.registered(id(state.getStreamShardHandle()), ended, clock.millis());
        return index;
    }

    @Override
    protected RecordPublisher createRecordPublisher(
            SequenceNumber from,
            Properties properties,
            MetricGroup metrics,
            StreamShardHandle shard)
            throws InterruptedException {
        ShardReads reads =
                new ShardReads(
                        super.createRecordPublisher(from, properties, metrics, shard),
                        id(shard),
                        progress,
                        mostRecords,
                        fanOut,
                        failures,
                        clock);
        return new GuardedReads(reads, stream, id(shard), progress, retention, acceptGap, clock);
    }

    /**
     * Drops what is submitted after a shutdown: the connector submits shards while it is being
     * stopped, and a rejection would fail the job and the savepoint with which it stops.
     */
    @Override
    protected ExecutorService createShardConsumersThreadPool(String subtask) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                new ExecutorThreadFactory("kinesis-shards-" + subtask),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Called by the connector, each auto-watermark interval. */
    @Override
    protected void emitWatermark() {
        long watermarkMs = progress.watermarkMs();
        if (watermarkMs > emittedMs) {
            emittedMs = watermarkMs;
            context.emitWatermark(new Watermark(watermarkMs));
        }
    }

    /** Of one stream, so the shard's own id will do. */
    private static String id(StreamShardHandle shard) {
        return shard.getShard().getShardId();
    }
}
