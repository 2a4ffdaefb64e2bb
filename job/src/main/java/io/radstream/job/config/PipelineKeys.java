package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.duration;
import static io.radstream.job.config.ValueTypes.size;
import static io.radstream.job.config.ValueTypes.text;
import static io.radstream.job.config.ValueTypes.whole;

import java.time.Duration;

/** The steps. */
public final class PipelineKeys {

    private static final String NAME = "pipeline";

    public static final Key<Duration> ORPHAN_PATIENCE =
            Key.of(
                            NAME,
                            "orphan-patience",
                            duration("1s"),
                            "How long a half waits for the other, in the time of arrivals.")
                    .withDefault("15min");

    public static final Key<Duration> STATE_TTL =
            Key.of(
                            NAME,
                            "state-ttl",
                            duration("1s"),
                            "How long a study is remembered after its latest event. Longer than"
                                    + " EventBridge's 24 h of retries.")
                    .withDefault("2d");

    public static final Key<Duration> PRIORS_TTL =
            Key.of(
                            NAME,
                            "priors-ttl",
                            duration("1s"),
                            "How long a patient's pseudonym is remembered after the latest study.")
                    .withDefault("365d");

    public static final Key<Duration> WINDOW_TTL =
            Key.of(
                            NAME,
                            "window-ttl",
                            duration("1h"),
                            "How long a latency window is kept that has not closed, as while the"
                                    + " job is down.")
                    .withDefault("7d");

    public static final Key<Duration> TELEMETRY_LAG =
            Key.of(
                            NAME,
                            "telemetry-lag",
                            duration("0ms"),
                            "How late a stage may be told of without making a further row of its"
                                    + " window.")
                    .withDefault("10s");

    public static final Key<Integer> ASYNC_CAPACITY =
            Key.of(
                            NAME,
                            "async-capacity",
                            whole(1, 10_000_000),
                            "References of about 1 KB that wait or are under way in a subtask of an"
                                    + " async step. A full step lets no checkpoint pass.")
                    .withDefault("100000");

    public static final Key<Integer> STORE_CAPACITY =
            Key.of(
                            NAME,
                            "store-capacity",
                            whole(1, 1_000_000),
                            "Finished results of about 10 KB that wait to be stored, a subtask.")
                    .withDefault("10000");

    public static final Key<Integer> STUDIES_IN_FLIGHT =
            Key.of(
                            NAME,
                            "studies-in-flight",
                            whole(1, 10_000),
                            "Studies that a subtask has in inference at once; each holds about 5 MB"
                                    + " of tensors.")
                    .withDefault("16");

    public static final Key<Long> OBJECT_MEMORY =
            Key.of(
                            NAME,
                            "object-memory",
                            size("1mb"),
                            "Heap of a subtask for image objects before they are decoded. A larger"
                                    + " image is `image_too_large`.")
                    .withDefault("256mb");

    public static final Key<Long> DECODED_MEMORY =
            Key.of(
                            NAME,
                            "decoded-memory",
                            size("1mb"),
                            "Heap of a subtask for decoding, of all images together. A larger image"
                                    + " is `image_too_large`.")
                    .withDefault("512mb");

    public static final Key<Integer> IMAGE_THREADS =
            Key.of(
                            NAME,
                            "image-threads",
                            whole(1, 256),
                            "Threads of a subtask that decode and resize.")
                    .withDefault("2");

    public static final Key<String> INTENDED_USE =
            Key.of(
                            NAME,
                            "intended-use",
                            text("1 to 64 of A-Z a-z 0-9 _ . - and space", "[A-Za-z0-9_. -]{1,64}"),
                            "What the models may be used for, as results state it.")
                    .withDefault("demonstration");

    static final Group GROUP =
            Group.of(
                    NAME,
                    "The steps. A subtask is one of the parallel parts of an operator.",
                    ORPHAN_PATIENCE,
                    STATE_TTL,
                    PRIORS_TTL,
                    WINDOW_TTL,
                    TELEMETRY_LAG,
                    ASYNC_CAPACITY,
                    STORE_CAPACITY,
                    STUDIES_IN_FLIGHT,
                    OBJECT_MEMORY,
                    DECODED_MEMORY,
                    IMAGE_THREADS,
                    INTENDED_USE);

    private PipelineKeys() {}
}
