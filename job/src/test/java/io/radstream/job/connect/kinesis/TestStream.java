package io.radstream.job.connect.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.radstream.fixture.Wait;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A stream of its own for one test. */
public final class TestStream {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MOST_RECORDS = 500;

    private final KinesisClient kinesis;
    private final String name;

    private TestStream(KinesisClient kinesis, String name) {
        this.kinesis = kinesis;
        this.name = name;
    }

    /** Makes it, and waits until it is active. */
    public static TestStream create(KinesisClient kinesis, String name, int shards) {
        kinesis.createStream(request -> request.streamName(name).shardCount(shards));
        TestStream stream = new TestStream(kinesis, name);
        stream.awaitActive();
        return stream;
    }

    public String name() {
        return name;
    }

    /** Puts one record into the shard that its own hash leads to. */
    void put(String payload) {
        kinesis.putRecord(
                request ->
                        request.streamName(name)
                                .partitionKey(payload)
                                .data(SdkBytes.fromUtf8String(payload)));
    }

    public void put(byte[] payload) {
        kinesis.putRecord(
                request ->
                        request.streamName(name)
                                .partitionKey("key")
                                .data(SdkBytes.fromByteArray(payload)));
    }

    /** Puts many into one of the open shards. */
    void putInto(Shard shard, List<String> payloads) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (String payload : payloads) {
            entries.add(
                    PutRecordsRequestEntry.builder()
                            .partitionKey("key")
                            .explicitHashKey(shard.hashKeyRange().startingHashKey())
                            .data(SdkBytes.fromByteArray(payload.getBytes(UTF_8)))
                            .build());
        }
        for (int i = 0; i < entries.size(); i += MOST_RECORDS) {
            List<PutRecordsRequestEntry> some =
                    entries.subList(i, Math.min(entries.size(), i + MOST_RECORDS));
            int failed =
                    kinesis.putRecords(request -> request.streamName(name).records(some))
                            .failedRecordCount();
            if (failed > 0) {
                throw new AssertionError(failed + " records were not taken");
            }
        }
    }

    /** Shards that take records, in the order of their hash keys. */
    List<Shard> openShards() {
        return kinesis.listShards(request -> request.streamName(name)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .sorted(
                        Comparator.comparing(
                                shard -> new BigInteger(shard.hashKeyRange().startingHashKey())))
                .collect(Collectors.toList());
    }

    /** Splits an open shard in the middle. */
    void split(Shard shard) {
        BigInteger first = new BigInteger(shard.hashKeyRange().startingHashKey());
        BigInteger last = new BigInteger(shard.hashKeyRange().endingHashKey());
        kinesis.splitShard(
                request ->
                        request.streamName(name)
                                .shardToSplit(shard.shardId())
                                .newStartingHashKey(first.add(last).shiftRight(1).toString()));
        awaitActive();
    }

    /** Merges two open shards that lie side by side. */
    void merge(Shard one, Shard next) {
        kinesis.mergeShards(
                request ->
                        request.streamName(name)
                                .shardToMerge(one.shardId())
                                .adjacentShardToMerge(next.shardId()));
        awaitActive();
    }

    /** The ARN of its only fan-out consumer. */
    String consumerArn() {
        String arn =
                kinesis.describeStreamSummary(request -> request.streamName(name))
                        .streamDescriptionSummary()
                        .streamARN();
        return kinesis.listStreamConsumers(request -> request.streamARN(arn))
                .consumers()
                .get(0)
                .consumerARN();
    }

    /** Registers a fan-out consumer, and returns its ARN when it is active. */
    String register(String consumer) {
        String arn =
                kinesis.describeStreamSummary(request -> request.streamName(name))
                        .streamDescriptionSummary()
                        .streamARN();
        kinesis.registerStreamConsumer(request -> request.streamARN(arn).consumerName(consumer));
        Wait.until(
                SOON,
                "consumer " + consumer + " is active",
                () ->
                        kinesis.describeStreamConsumer(
                                        request -> request.streamARN(arn).consumerName(consumer))
                                .consumerDescription()
                                .consumerStatus()
                                .equals(ConsumerStatus.ACTIVE));
        return consumerArn();
    }

    private void awaitActive() {
        Wait.until(
                SOON,
                "stream " + name + " is active",
                () ->
                        kinesis.describeStreamSummary(request -> request.streamName(name))
                                .streamDescriptionSummary()
                                .streamStatus()
                                .equals(StreamStatus.ACTIVE));
    }
}
