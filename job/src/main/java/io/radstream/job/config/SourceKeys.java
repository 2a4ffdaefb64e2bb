package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.address;
import static io.radstream.job.config.ValueTypes.duration;
import static io.radstream.job.config.ValueTypes.flag;
import static io.radstream.job.config.ValueTypes.text;
import static io.radstream.job.config.ValueTypes.whole;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The stream of image events. */
public final class SourceKeys {

    private static final String NAME = "source";

    private static final String START = "horizon, latest or a time such as 2026-03-04T05:06:07Z";

    public static final Key<String> STREAM =
            Key.of(
                            NAME,
                            "stream",
                            text(
                                    "a stream's name (1 to 128 of A-Z a-z 0-9 _ . -) or its ARN",
                                    "[a-zA-Z0-9_.-]{1,128}"
                                            + "|arn:[a-z-]+:kinesis:[a-z0-9-]+:[0-9]{12}:stream/[a-zA-Z0-9_.-]{1,128}"),
                            "The Kinesis stream that S3's events come through.")
                    .require();

    public static final Key<URI> ENDPOINT =
            Key.of(
                    NAME,
                    "endpoint",
                    address(),
                    "Where Kinesis is, if not at its region's own address: an interface endpoint,"
                            + " or an emulator.");

    public static final Key<String> START_AT =
            Key.of(
                            NAME,
                            "start",
                            new ValueType<>(
                                    START,
                                    text -> {
                                        if (!text.equals("horizon") && !text.equals("latest")) {
                                            Instant.parse(text);
                                        }
                                        return text;
                                    }),
                            "Where a job without state begins: with the oldest record, with what"
                                    + " arrives from its submission on, or with what arrived from a"
                                    + " time on, for a replay. A restored job goes on where it was.")
                    .withDefault("horizon");

    public static final Key<String> UID =
            Key.of(
                            NAME,
                            "uid",
                            text(
                                    "source, or source- and 1 to 20 of a-z 0-9",
                                    "source(-[a-z0-9]{1,20})?"),
                            "What the source's state is found by. Another one than before, with"
                                    + " `flink run --allowNonRestoredState`, leaves behind how far the stream"
                                    + " was read: the job goes on with all its other state and reads from"
                                    + " `source.start`, which is to be before the stop.")
                    .withDefault("source");

    public static final Key<Boolean> REPLAY =
            Key.of(
                            NAME,
                            "replay",
                            flag(),
                            "Whether what arrived before the submission has been processed once"
                                    + " already: its rows are marked, so that its long way is not"
                                    + " counted among the latencies of today.")
                    .withDefault("false");

    public static final Key<String> FAN_OUT =
            Key.of(
                            NAME,
                            "fan-out-consumer",
                            text(
                                    "a consumer's name (1 to 128 of A-Z a-z 0-9 _ . -) or its ARN",
                                    "[a-zA-Z0-9_.-]{1,128}|arn:[a-z-]+:kinesis:.+/consumer/.+"),
                            "Enhanced fan-out: a name is registered if it is not there, an ARN must"
                                    + " be. Without it the shards are polled.")
                    .noteOnManagedFlink(
                            "the role needs `kinesis:DescribeStreamConsumer` and `SubscribeToShard`, for a"
                                    + " name also `RegisterStreamConsumer`");

    public static final Key<Duration> POLL_INTERVAL =
            Key.of(
                            NAME,
                            "poll-interval",
                            duration("0ms"),
                            "Between two reads of a shard. Kinesis serves five reads a second and"
                                    + " shard, to all who poll it together.")
                    .withDefault("200ms");

    public static final Key<Duration> DISCOVERY_INTERVAL =
            Key.of(
                            NAME,
                            "discovery-interval",
                            duration("1ms"),
                            "How often new shards are looked for. On an idle stream the orphans'"
                                    + " clock lags by as much.")
                    .withDefault("10s");

    public static final Key<Integer> MAX_RECORDS =
            Key.of(NAME, "max-records", whole(1, 10_000), "The most records of one read.")
                    .withDefault("10000");

    public static final Key<Boolean> ACCEPT_GAP =
            Key.of(
                            NAME,
                            "accept-gap",
                            flag(),
                            "Whether to go on where events have left the stream unread, because a"
                                    + " state is older than the stream's retention or a running job"
                                    + " was held back for longer: they are lost to the job.")
                    .withDefault("false");

    static final Group GROUP =
            Group.of(
                    NAME,
                    "The stream of image events.",
                    STREAM,
                    ENDPOINT,
                    START_AT,
                    UID,
                    REPLAY,
                    FAN_OUT,
                    POLL_INTERVAL,
                    DISCOVERY_INTERVAL,
                    MAX_RECORDS,
                    ACCEPT_GAP);

    private SourceKeys() {}
}
