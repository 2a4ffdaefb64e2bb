package io.radstream.job.connect.s3;

import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectException;
import io.radstream.storage.ObjectStore;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Objects in S3, each call tried once. Reads take the bucket that the event names, writes go to the
 * store's own.
 *
 * <p>A version that is older than a delete marker can still be read by its id: it is the event's
 * own. What S3 answers and what it means is told in {@link S3Failures}.
 */
public final class S3ObjectStore implements ObjectStore {

    private static final Logger LOG = LoggerFactory.getLogger(S3ObjectStore.class);
    private static final String JSON = "application/json";

    /** S3's id of versions written while versioning is off: it is reused, so it pins nothing. */
    private static final String NULL_VERSION = "null";

    private final S3Settings settings;
    private final String bucket;
    private final S3Connection connection;
    private final CallGate gate;
    private final Set<String> advised = ConcurrentHashMap.newKeySet();

    /**
     * A store with connections of its own.
     *
     * @param bucket the one that is written to
     */
    public S3ObjectStore(S3Settings settings, String bucket) {
        this(settings, bucket, S3Connection.open(settings));
    }

    /**
     * @param connection closed with this
     */
    S3ObjectStore(S3Settings settings, String bucket, S3Connection connection) {
        this.settings = settings;
        this.bucket = bucket;
        this.connection = connection;
        this.gate = new CallGate(settings.maxConnections(), connection.executor());
    }

    @Override
    public CompletableFuture<byte[]> get(ObjectRef object, long maxBytes) {
        GetObjectRequest request = pinned(object);
        return call(
                () -> connection.client().getObject(request, new WholeObject(object, maxBytes)),
                content -> content,
                failure ->
                        S3Failures.ofGet(
                                object.getBucket(), object.getVersionId() != null, failure));
    }

    @Override
    public CompletableFuture<Void> put(String key, byte[] content) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentType(JSON)
                        .contentLength((long) content.length)
                        .storageClass(settings.storageClass());
        settings.encryption().addTo(request);
        return call(
                () ->
                        connection
                                .client()
                                .putObject(
                                        request.build(), AsyncRequestBody.fromBytesUnsafe(content)),
                written -> null,
                failure -> S3Failures.ofPut(bucket, failure));
    }

    /** Ends the calls under way, and those that wait, with a failure. */
    @Override
    public void close() {
        gate.close();
        connection.close();
    }

    private GetObjectRequest pinned(ObjectRef object) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder()
                        .bucket(object.getBucket())
                        .key(object.getKey())
                        .versionId(object.getVersionId());
        if (object.getVersionId() == null || object.getVersionId().equals(NULL_VERSION)) {
            request.ifMatch(EntityTags.quoted(object.getEtag()));
        }
        if (settings.checksums() == S3Checksums.WHEN_SUPPORTED) {
            // Else S3 keeps the checksum that the object has to itself.
            request.checksumMode(ChecksumMode.ENABLED);
        }
        return request.build();
    }

    private <R, T> CompletableFuture<T> call(
            Supplier<CompletableFuture<R>> begin,
            Function<R, T> result,
            Function<Throwable, RuntimeException> meaning) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        var unused =
                gate.call(begin)
                        .whenComplete(
                                (value, failure) -> {
                                    if (failure == null) {
                                        answer.complete(result.apply(value));
                                        return;
                                    }
                                    RuntimeException meant = meaning.apply(failure);
                                    advise(meant, failure);
                                    answer.completeExceptionally(meant);
                                });
        return answer;
    }

    /** Says what a person can do, once for each kind of fault in a store's life. */
    private void advise(RuntimeException meant, Throwable failure) {
        if (!(meant instanceof ObjectException)) {
            S3Advice.on(S3Failures.unwrapped(failure))
                    .filter(advised::add)
                    .ifPresent(advice -> LOG.warn("{}: {}", meant.getMessage(), advice));
        }
    }
}
