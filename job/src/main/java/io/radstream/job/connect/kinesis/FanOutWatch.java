package io.radstream.job.connect.kinesis;

import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.core.async.SdkPublisher;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyV2Factory;

/**
 * Sees what Kinesis pushes before the connector does, which drops events without records: on an
 * idle shard nothing else tells that it has been read to its tip. Safe for use by several threads.
 */
final class FanOutWatch {

    /** An event that came after such a silence was not under way when the silence began. */
    private static final long SILENCE_MS = 100;

    private static final class Shard {

        private long underWay;
        private long quietSinceMs;
        private boolean ended;
    }

    private final ReadProgress progress;
    private final Clock clock;
    private final Map<String, Shard> shards = new ConcurrentHashMap<>();

    /**
     * @param progress of the subtask, told of reads without records
     */
    FanOutWatch(ReadProgress progress, Clock clock) {
        this.progress = progress;
        this.clock = clock;
    }

    ReadProgress progress() {
        return progress;
    }

    /** The connector's access to Kinesis, watched. */
    KinesisProxyAsyncV2Interface watch(Properties properties) {
        KinesisProxyAsyncV2Interface kinesis =
                KinesisProxyV2Factory.createKinesisProxyAsyncV2(properties);
        return new KinesisProxyAsyncV2Interface() {
            @Override
            public CompletableFuture<Void> subscribeToShard(
                    SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
                String shard = request.shardId();
                subscribed(shard);
                return kinesis.subscribeToShard(request, new Handler(shard, handler));
            }

            @Override
            public void close() {
                kinesis.close();
            }
        };
    }

    /** The records of one event have been emitted. */
    void emitted(String shard) {
        Shard known = shards.get(shard);
        synchronized (known) {
            known.underWay--;
            known.quietSinceMs = clock.millis();
        }
    }

    /** Whether Kinesis said that the shard has ended. */
    boolean sawEnd(String shard) {
        Shard known = shards.get(shard);
        synchronized (known) {
            return known.ended;
        }
    }

    void subscribed(String shard) {
        Shard known = shards.computeIfAbsent(shard, id -> new Shard());
        synchronized (known) {
            // What an earlier subscription left in the connector's queue went with it.
            known.underWay = 0;
            known.quietSinceMs = clock.millis();
        }
    }

    void received(String shard, boolean hasRecords, Long behindMs, boolean last) {
        Shard known = shards.get(shard);
        synchronized (known) {
            long nowMs = clock.millis();
            known.ended |= last;
            if (hasRecords) {
                known.underWay++;
                return;
            }
            if (known.underWay == 0 && behindMs != null) {
                boolean fresh = nowMs - known.quietSinceMs >= SILENCE_MS;
                progress.read(
                        shard,
                        fresh ? known.quietSinceMs : ReadProgress.NOTHING,
                        ReadProgress.NOTHING,
                        behindMs,
                        nowMs);
            }
            known.quietSinceMs = nowMs;
        }
    }

    private final class Handler implements SubscribeToShardResponseHandler {

        private final String shard;
        private final SubscribeToShardResponseHandler connector;

        private Handler(String shard, SubscribeToShardResponseHandler connector) {
            this.shard = shard;
            this.connector = connector;
        }

        @Override
        public void onEventStream(SdkPublisher<SubscribeToShardEventStream> events) {
            connector.onEventStream(
                    events.map(
                            event -> {
                                look(event);
                                return event;
                            }));
        }

        private void look(SubscribeToShardEventStream message) {
            if (message instanceof SubscribeToShardEvent) {
                SubscribeToShardEvent event = (SubscribeToShardEvent) message;
                received(
                        shard,
                        !event.records().isEmpty(),
                        event.millisBehindLatest(),
                        event.continuationSequenceNumber() == null);
            }
        }

        @Override
        public void responseReceived(SubscribeToShardResponse response) {
            connector.responseReceived(response);
        }

        @Override
        public void exceptionOccurred(Throwable failure) {
            connector.exceptionOccurred(failure);
        }

        @Override
        public void complete() {
            connector.complete();
        }
    }
}
