package io.radstream.job.config;

import static io.radstream.job.config.ValueTypes.address;
import static io.radstream.job.config.ValueTypes.duration;
import static io.radstream.job.config.ValueTypes.flag;
import static io.radstream.job.config.ValueTypes.oneOf;
import static io.radstream.job.config.ValueTypes.text;
import static io.radstream.job.config.ValueTypes.whole;

import java.net.URI;
import java.time.Duration;

/** Images, sidecars and result objects. */
public final class S3Keys {

    private static final String NAME = "s3";

    /** Where contents carry a CRC32, and answers are held against theirs. */
    public enum Checksums {
        WHEN_SUPPORTED,
        WHEN_REQUIRED
    }

    public static final Key<String> IMAGES_BUCKET =
            Key.of(
                            NAME,
                            "images-bucket",
                            bucket(),
                            "The bucket that the events tell of. It is looked at before the start;"
                                    + " what is read is what an event names.")
                    .require();

    public static final Key<String> RESULTS_BUCKET =
            Key.of(NAME, "results-bucket", bucket(), "The bucket of the result objects.").require();

    public static final Key<URI> ENDPOINT =
            Key.of(
                    NAME,
                    "endpoint",
                    address(),
                    "Where S3 is, if not at its region's own address: an interface endpoint, or an"
                            + " emulator.");

    public static final Key<Boolean> PATH_STYLE =
            Key.of(
                            NAME,
                            "path-style",
                            flag(),
                            "Whether a bucket's name goes into the path, as emulators need it.")
                    .withDefault("false");

    public static final Key<Integer> MAX_CONNECTIONS =
            Key.of(
                    NAME,
                    "max-connections",
                    whole(1, 10_000),
                    "Connections of each subtask that reads or writes objects; further calls wait"
                            + " for their turn. If not given, `pipeline.studies-in-flight`, and at"
                            + " least 64; fewer than that setting hold studies up.");

    public static final Key<Duration> CONNECT_TIMEOUT =
            Key.of(
                            NAME,
                            "connect-timeout",
                            duration("1ms"),
                            "How long a connection may take to be made.")
                    .withDefault("2s");

    public static final Key<Duration> READ_TIMEOUT =
            Key.of(
                            NAME,
                            "read-timeout",
                            duration("1ms"),
                            "How long a connection may be silent while an answer is due; at least"
                                    + " connect-timeout.")
                    .withDefault("10s");

    public static final Key<Duration> ATTEMPT_TIMEOUT =
            Key.of(
                            NAME,
                            "attempt-timeout",
                            duration("1ms"),
                            "How long a request may take until its last byte; at least"
                                    + " read-timeout.")
                    .withDefault("60s");

    public static final Key<Duration> CALL_TIMEOUT =
            Key.of(
                            NAME,
                            "call-timeout",
                            duration("1ms"),
                            "How long a request may take with all that it needs, such as"
                                    + " credentials; at least attempt-timeout.")
                    .withDefault("75s");

    public static final Key<Duration> GIVE_UP_WRITING_AFTER =
            Key.of(
                            NAME,
                            "give-up-writing-after",
                            duration("1s"),
                            "A result that could not be stored for so long fails the job, which"
                                    + " restarts from its checkpoint. Reads are tried without end.")
                    .withDefault("5min");

    public static final Key<Checksums> CHECKSUMS =
            Key.of(
                            NAME,
                            "checksums",
                            oneOf(Checksums.class),
                            "`when-required` for stores that do not know the checksums of 2022.")
                    .withDefault("when-supported");

    public static final Key<String> KMS_KEY =
            Key.of(
                    NAME,
                    "kms-key",
                    kmsKey(),
                    "Results are encrypted with this key (SSE-KMS), not as the bucket says.");

    public static final Key<Boolean> KMS_BUCKET_KEY =
            Key.of(
                            NAME,
                            "kms-bucket-key",
                            flag(),
                            "Whether S3 may derive data keys from one of the bucket, which spares"
                                    + " nearly all calls of KMS.")
                    .withDefault("true");

    public static final Key<String> STORAGE_CLASS =
            Key.of(
                    NAME,
                    "storage-class",
                    text("a storage class such as STANDARD or INTELLIGENT_TIERING", "[A-Z0-9_]+"),
                    "The storage class of results, if not the bucket's own.");

    static final Group GROUP =
            Group.of(
                    NAME,
                    "Images, sidecars and result objects. Archive, rejects and checkpoints go"
                            + " through Flink's own S3 file system, the tables through Iceberg's:"
                            + " see [S3](s3.md).",
                    IMAGES_BUCKET,
                    RESULTS_BUCKET,
                    ENDPOINT,
                    PATH_STYLE,
                    MAX_CONNECTIONS,
                    CONNECT_TIMEOUT,
                    READ_TIMEOUT,
                    ATTEMPT_TIMEOUT,
                    CALL_TIMEOUT,
                    GIVE_UP_WRITING_AFTER,
                    CHECKSUMS,
                    KMS_KEY,
                    KMS_BUCKET_KEY,
                    STORAGE_CLASS);

    private S3Keys() {}

    private static ValueType<String> bucket() {
        return text(
                "a bucket's name: 3 to 63 of a-z 0-9 . -, such as radstream-images or"
                        + " radstream--euc1-az1--x-s3",
                "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    }

    static ValueType<String> kmsKey() {
        return text("a KMS key's id, alias or ARN", "[A-Za-z0-9:/_-]{1,2048}");
    }
}
