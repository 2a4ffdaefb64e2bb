package io.radstream.job.connect.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.server.MotoServer;
import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectGoneException;
import io.radstream.storage.ObjectOvertakenException;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectTooLargeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The store on an S3 that keeps versions, tags and delete markers. */
final class S3ObjectStoreIT {

    private static final String KEY = "images/S1/S1.png";
    private static final byte[] A = "A".getBytes(UTF_8);
    private static final byte[] B = "B".getBytes(UTF_8);

    private static MotoServer server;
    private static MotoBuckets buckets;
    private static S3ObjectStore store;
    private static String results;

    @BeforeAll
    static void open() {
        server = MotoServer.start();
        buckets = new MotoBuckets(server);
        results = buckets.make();
        store = new S3ObjectStore(buckets.settings(), results);
    }

    @AfterAll
    static void close() {
        store.close();
        buckets.close();
        server.close();
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static byte[] read(ObjectRef object) throws Exception {
        return await(store.get(object, 1 << 20));
    }

    private static Throwable failureOf(ObjectRef object) throws Exception {
        return failureOf(store.get(object, 1 << 20));
    }

    private static Throwable failureOf(CompletableFuture<?> call) throws Exception {
        return await(call.handle((value, failure) -> failure));
    }

    /** A, then B, then A again: three versions, two tags. */
    @Test
    void readsEachVersionOfAVersionedBucket() throws Exception {
        String bucket = buckets.makeVersioned();
        ObjectRef first = buckets.write(bucket, KEY, A);
        ObjectRef second = buckets.write(bucket, KEY, B);
        ObjectRef third = buckets.write(bucket, KEY, A);
        assertThat(first.getVersionId()).isNotEqualTo(third.getVersionId());

        assertThat(read(first)).isEqualTo(A);
        assertThat(read(second)).isEqualTo(B);
        assertThat(read(third)).isEqualTo(A);
    }

    @Test
    void readsNothingButTheEventsOwnObjectWithoutVersions() throws Exception {
        String bucket = buckets.make();
        ObjectRef first = buckets.write(bucket, KEY, A);
        assertThat(first.getVersionId()).isNull();
        assertThat(read(first)).isEqualTo(A);

        ObjectRef second = buckets.write(bucket, KEY, B);
        assertThat(failureOf(first)).isInstanceOf(ObjectOvertakenException.class);
        assertThat(read(second)).isEqualTo(B);

        // The same bytes again have the same tag: what is read is what the event told of.
        buckets.write(bucket, KEY, A);
        assertThat(read(first)).isEqualTo(A);
        assertThat(failureOf(second)).isInstanceOf(ObjectOvertakenException.class);
    }

    @Test
    void takesADeletedObjectForGone() throws Exception {
        String bucket = buckets.make();
        ObjectRef object = buckets.write(bucket, KEY, A);
        buckets.client().deleteObject(request -> request.bucket(bucket).key(KEY)).join();

        assertThat(failureOf(object)).isInstanceOf(ObjectGoneException.class);
    }

    @Test
    void readsAVersionBelowADeleteMarkerAndNoneThatWasDeleted() throws Exception {
        String bucket = buckets.makeVersioned();
        ObjectRef object = buckets.write(bucket, KEY, A);
        String marker =
                buckets.client()
                        .deleteObject(request -> request.bucket(bucket).key(KEY))
                        .join()
                        .versionId();

        assertThat(read(object)).isEqualTo(A);
        for (String version : new String[] {null, marker, "unknown"}) {
            ObjectRef gone = ObjectRef.newBuilder(object).setVersionId(version).build();
            assertThat(failureOf(gone)).isInstanceOf(ObjectGoneException.class);
        }

        buckets.client()
                .deleteObject(
                        request -> request.bucket(bucket).key(KEY).versionId(object.getVersionId()))
                .join();
        assertThat(failureOf(object)).isInstanceOf(ObjectGoneException.class);
    }

    @Test
    void readsUpToItsBound() throws Exception {
        byte[] content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        ObjectRef object = buckets.write(buckets.make(), KEY, content);

        assertThat(await(store.get(object, content.length))).isEqualTo(content);
        assertThat(failureOf(store.get(object, content.length - 1)))
                .isInstanceOf(ObjectTooLargeException.class);
        assertThat(read(buckets.write(buckets.make(), KEY, new byte[0]))).isEmpty();
    }

    @Test
    void writesTheSameTwice() throws Exception {
        String key = "results/S1/S1_results.json";
        await(store.put(key, A));
        HeadObjectResponse once = head(key);
        await(store.put(key, A));
        HeadObjectResponse twice = head(key);

        assertThat(once.contentType()).isEqualTo("application/json");
        assertThat(twice.eTag()).isEqualTo(once.eTag());
        assertThat(
                        buckets.client()
                                .getObject(
                                        request -> request.bucket(results).key(key),
                                        AsyncResponseTransformer.toBytes())
                                .join()
                                .asByteArray())
                .isEqualTo(A);
    }

    private static HeadObjectResponse head(String key) {
        return buckets.client().headObject(request -> request.bucket(results).key(key)).join();
    }

    @Test
    void servesTwoHundredReadsOverFiftyConnections() throws Exception {
        String bucket = buckets.make();
        byte[] content = new byte[300_000];
        new Random(2).nextBytes(content);
        ObjectRef object = buckets.write(bucket, KEY, content);

        try (S3ObjectStore narrow =
                new S3ObjectStore(buckets.settings().withMaxConnections(50), results)) {
            List<CompletableFuture<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                reads.add(narrow.get(object, content.length));
            }
            for (CompletableFuture<byte[]> read : reads) {
                assertThat(Arrays.equals(await(read), content)).isTrue();
            }
        }
    }

    /** A study waits for what people have to mend; nothing is taken for gone. */
    @Test
    void waitsForABucketThatIsMissing() throws Exception {
        ObjectRef object = buckets.write(buckets.make(), KEY, A);
        ObjectRef elsewhere = ObjectRef.newBuilder(object).setBucket("not-yet-there").build();
        CountDownLatch retried = new CountDownLatch(2);

        try (ObjectStore patient =
                new S3ObjectStores(buckets.settings(), results).open(retried::countDown)) {
            CompletableFuture<byte[]> read = patient.get(elsewhere, 10);
            assertThat(retried.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(read).isNotDone();

            buckets.make("not-yet-there");
            // Now that there is a bucket, its answer is about the object.
            assertThat(failureOf(read)).isInstanceOf(ObjectGoneException.class);
        }
    }

    @Test
    void waitsForPermission() throws Exception {
        ObjectRef object = buckets.write(buckets.make(), KEY, A);
        CountDownLatch retried = new CountDownLatch(2);

        try (ObjectStore patient =
                new S3ObjectStores(buckets.settings(), results).open(retried::countDown)) {
            server.enforcePermissions();
            try {
                CompletableFuture<byte[]> read = patient.get(object, 10);
                assertThat(retried.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(read).isNotDone();

                server.allowEverything();
                assertThat(await(read)).isEqualTo(A);
            } finally {
                server.allowEverything();
            }
        }
    }

    @Test
    void tellsWhatIsWrongBeforeTheStart() {
        assertThat(S3Preflight.problems(buckets.settings(), List.of(results))).isEmpty();
        assertThat(S3Preflight.problems(buckets.settings(), List.of(results, "never-made")))
                .singleElement()
                .asString()
                .contains("expected a bucket that exists, came never-made (404)");
        server.enforcePermissions();
        try {
            assertThat(S3Preflight.problems(buckets.settings(), List.of(results)))
                    .singleElement()
                    .asString()
                    .contains("expected a bucket that the job may use, came " + results + " (403)");
        } finally {
            server.allowEverything();
        }
    }
}
