package io.radstream.job.connect.s3;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** How S3 is reached. Immutable: each {@code with…} gives a changed copy. */
public final class S3Settings implements Serializable, Cloneable {

    /** Connections of one store, where it is not said otherwise. */
    public static final int DEFAULT_CONNECTIONS = 64;

    private static final long serialVersionUID = 1L;
    private static final String EXPRESS_SUFFIX = "--x-s3";

    private String region;
    private URI endpoint;
    private boolean pathStyle;
    private S3Credentials credentials = S3Credentials.chain();
    private int maxConnections = DEFAULT_CONNECTIONS;
    private Duration connectTimeout = Duration.ofSeconds(2);
    private Duration readTimeout = Duration.ofSeconds(10);
    private Duration attemptTimeout = Duration.ofSeconds(60);
    private Duration callTimeout = Duration.ofSeconds(75);
    private Duration giveUpWritingAfter = Duration.ofMinutes(5);
    private S3Checksums checksums = S3Checksums.WHEN_SUPPORTED;
    private S3Encryption encryption = S3Encryption.ofBucket();
    private String storageClass;

    private S3Settings() {}

    /** S3 itself, in the region and with the credentials of the SDK's default chains. */
    public static S3Settings defaults() {
        return new S3Settings();
    }

    /** The region's name; null for what the SDK's default chain finds. */
    public String region() {
        return region;
    }

    /** See {@link #region}. */
    public S3Settings withRegion(String value) {
        S3Settings copy = clone();
        copy.region = value;
        return copy;
    }

    /**
     * Where S3 is, if not at its own address: an emulator, or an interface endpoint. May be null.
     */
    public URI endpoint() {
        return endpoint;
    }

    /** See {@link #endpoint}. */
    public S3Settings withEndpoint(URI value) {
        if (value != null && (value.getScheme() == null || value.getHost() == null)) {
            throw new IllegalArgumentException(
                    "expected an endpoint such as https://host:port, came " + value);
        }
        S3Settings copy = clone();
        copy.endpoint = value;
        return copy;
    }

    /**
     * Whether the bucket's name goes into the path, as emulators need it, and not before the host.
     * Directory buckets have their own addresses whatever this says.
     */
    public boolean pathStyle() {
        return pathStyle;
    }

    /** See {@link #pathStyle}. */
    public S3Settings withPathStyle(boolean value) {
        S3Settings copy = clone();
        copy.pathStyle = value;
        return copy;
    }

    /** Where the credentials come from. */
    public S3Credentials credentials() {
        return credentials;
    }

    /** See {@link #credentials}. */
    public S3Settings withCredentials(S3Credentials value) {
        S3Settings copy = clone();
        copy.credentials = value;
        return copy;
    }

    /**
     * Connections of one store, and so the calls that it has under way at once; further ones wait
     * for their turn, without a time limit. One subtask of an operator has one store.
     */
    public int maxConnections() {
        return maxConnections;
    }

    /** See {@link #maxConnections}. */
    public S3Settings withMaxConnections(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("expected at least 1 connection, came " + value);
        }
        S3Settings copy = clone();
        copy.maxConnections = value;
        return copy;
    }

    /** How long a connection may take to be made. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long a connection may be silent while an answer is due. */
    public Duration readTimeout() {
        return readTimeout;
    }

    /** How long one request may take until its last byte; bounds the size over the bandwidth. */
    public Duration attemptTimeout() {
        return attemptTimeout;
    }

    /** How long a call may take: its request, and credentials or a session where they are due. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** See the four timeouts; each is at most as long as the next. */
    public S3Settings withTimeouts(
            Duration connect, Duration read, Duration attempt, Duration call) {
        if (connect.isNegative()
                || connect.isZero()
                || connect.compareTo(read) > 0
                || read.compareTo(attempt) > 0
                || attempt.compareTo(call) > 0) {
            throw new IllegalArgumentException(
                    "expected timeouts above zero, connect <= read <= attempt <= call, came "
                            + String.join(
                                    ", ",
                                    connect.toString(),
                                    read.toString(),
                                    attempt.toString(),
                                    call.toString()));
        }
        S3Settings copy = clone();
        copy.connectTimeout = connect;
        copy.readTimeout = read;
        copy.attemptTimeout = attempt;
        copy.callTimeout = call;
        return copy;
    }

    /** A write that has failed for so long fails the job; reads are tried again without end. */
    public Duration giveUpWritingAfter() {
        return giveUpWritingAfter;
    }

    /** See {@link #giveUpWritingAfter}. */
    public S3Settings withGiveUpWritingAfter(Duration value) {
        S3Settings copy = clone();
        copy.giveUpWritingAfter = value;
        return copy;
    }

    /** Whether contents are guarded by checksums. */
    public S3Checksums checksums() {
        return checksums;
    }

    /** See {@link #checksums}. */
    public S3Settings withChecksums(S3Checksums value) {
        S3Settings copy = clone();
        copy.checksums = value;
        return copy;
    }

    /** How S3 encrypts what is written. */
    public S3Encryption encryption() {
        return encryption;
    }

    /** See {@link #encryption}. */
    public S3Settings withEncryption(S3Encryption value) {
        S3Settings copy = clone();
        copy.encryption = value;
        return copy;
    }

    /** The storage class of what is written; null for the bucket's own. */
    public String storageClass() {
        return storageClass;
    }

    /** See {@link #storageClass}. */
    public S3Settings withStorageClass(String value) {
        if (value != null && StorageClass.fromValue(value) == StorageClass.UNKNOWN_TO_SDK_VERSION) {
            throw new IllegalArgumentException(
                    "expected a storage class, one of "
                            + StorageClass.knownValues()
                            + ", came "
                            + value);
        }
        S3Settings copy = clone();
        copy.storageClass = value;
        return copy;
    }

    /**
     * Throws where the settings do not fit together, or not the bucket.
     *
     * @param bucket the one that is written to
     */
    void verifyFor(String bucket) {
        if (credentials.areFixed() && endpoint == null) {
            throw new IllegalArgumentException(
                    "expected fixed keys with an emulator's endpoint alone, came no endpoint: AWS"
                            + " itself takes the default chain's credentials");
        }
        if (isDirectoryBucket(bucket) && (encryption.isAsked() || storageClass != null)) {
            throw new IllegalArgumentException(
                    "expected neither encryption nor storage class for a directory bucket, which has"
                            + " its own, came one with "
                            + bucket
                            + ": set its encryption on the bucket");
        }
    }

    /** S3 Express One Zone's buckets are known by their names alone. */
    static boolean isDirectoryBucket(String bucket) {
        return bucket.toLowerCase(Locale.ROOT).endsWith(EXPRESS_SUFFIX);
    }

    @Override
    public S3Settings clone() {
        try {
            return (S3Settings) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class is cloneable", e);
        }
    }
}
