package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.radstream.fixture.Records;
import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectException;
import io.radstream.storage.ObjectGoneException;
import io.radstream.storage.ObjectOvertakenException;
import io.radstream.storage.ObjectTooLargeException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What S3's answers mean, and what it is asked. */
final class S3ObjectStoreTest {

    private static final String TAG = "0123456789abcdef";
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String OWNER = "Doe^Jane";

    private final CannedS3 s3 = new CannedS3();
    private final List<S3ObjectStore> stores = new ArrayList<>();
    private final S3ObjectStore store = store(s3.settings());

    private S3ObjectStore store(S3Settings settings) {
        S3ObjectStore opened = new S3ObjectStore(settings, "results-bucket");
        stores.add(opened);
        return opened;
    }

    @AfterEach
    void close() {
        stores.forEach(S3ObjectStore::close);
        s3.close();
    }

    private static ObjectRef object(String versionId) {
        return ObjectRef.newBuilder(Records.image("S1", "A1"))
                .setBucket("images-bucket")
                .setVersionId(versionId)
                .setEtag(TAG)
                .build();
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    private static Throwable failureOf(CompletableFuture<?> future) throws Exception {
        return await(future.handle((value, failure) -> failure));
    }

    private static void sendContent(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", '"' + TAG + '"');
        CannedS3.send(exchange, 200, new String(CONTENT, StandardCharsets.UTF_8));
    }

    @Test
    void readsTheVersionOfTheEvent() throws Exception {
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("x-amz-version-id", "v1");
                    sendContent(exchange);
                });

        assertThat(await(store.get(object("v1"), 100))).isEqualTo(CONTENT);

        CannedS3.Seen request = s3.seen().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target())
                .isEqualTo("/images-bucket/" + object(null).getKey() + "?versionId=v1");
        assertThat(request.header("If-Match")).isNull();
    }

    @Test
    void pinsTheEntityTagWhereThereIsNoVersion() throws Exception {
        s3.answer(S3ObjectStoreTest::sendContent);

        assertThat(await(store.get(object(null), 100))).isEqualTo(CONTENT);

        assertThat(s3.seen().get(0).header("If-Match")).isEqualTo('"' + TAG + '"');
    }

    /** S3 gives the id "null" to every object that is written while versioning is off. */
    @Test
    void pinsTheEntityTagOfTheNullVersionToo() throws Exception {
        s3.answer(S3ObjectStoreTest::sendContent);

        assertThat(await(store.get(object("null"), 100))).isEqualTo(CONTENT);

        assertThat(s3.seen().get(0).target()).endsWith("?versionId=null");
        assertThat(s3.seen().get(0).header("If-Match")).isEqualTo('"' + TAG + '"');
    }

    @Test
    void readsAnEmptyObject() throws Exception {
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", '"' + TAG + '"');
                    exchange.getResponseHeaders().set("Content-Length", "0");
                    CannedS3.send(exchange, 200, "");
                });

        assertThat(await(store.get(object(null), 100))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404,NoSuchKey", "404,NoSuchVersion", "403,InvalidObjectState"})
    void takesAnObjectForGone(int status, String code) throws Exception {
        s3.refuse(status, code, OWNER);

        assertThat(failureOf(store.get(object("v1"), 100)))
                .isInstanceOf(ObjectGoneException.class)
                .hasMessageNotContaining(OWNER);
    }

    @ParameterizedTest
    @CsvSource({"404", "405"})
    void takesADeleteMarkerForGone(int status) throws Exception {
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("x-amz-delete-marker", "true");
                    CannedS3.send(exchange, status, "");
                });

        assertThat(failureOf(store.get(object("v1"), 100))).isInstanceOf(ObjectGoneException.class);
    }

    /** S3 says 400 to what cannot be a version's id. */
    @Test
    void takesAVersionIdThatS3CannotHaveGivenForGone() throws Exception {
        s3.refuse(400, "InvalidArgument", "Invalid version id specified");

        assertThat(failureOf(store.get(object("zzz"), 100)))
                .isInstanceOf(ObjectGoneException.class);
        assertThat(failureOf(store.get(object(null), 100))).isInstanceOf(S3CallException.class);
    }

    @Test
    void takesAnotherEntityTagForOvertaken() throws Exception {
        s3.refuse(412, "PreconditionFailed", "At least one of the preconditions did not hold");
        assertThat(failureOf(store.get(object(null), 100)))
                .isInstanceOf(ObjectOvertakenException.class);

        // As a store answers that does not know If-Match.
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", "\"another\"");
                    CannedS3.send(exchange, 200, "newer");
                });
        assertThat(failureOf(store.get(object(null), 100)))
                .isInstanceOf(ObjectOvertakenException.class);
    }

    /** None of these says that the object is gone: the study waits. */
    @ParameterizedTest
    @CsvSource({
        "400,ExpiredToken",
        "400,AuthorizationHeaderMalformed",
        "400,KMS.DisabledException",
        "400,KMS.KMSInvalidStateException",
        "400,InvalidArgument",
        "301,PermanentRedirect",
        "403,AccessDenied",
        "403,InvalidAccessKeyId",
        "403,SignatureDoesNotMatch",
        "403,RequestTimeTooSkewed",
        "404,NoSuchBucket",
        "409,ConditionalRequestConflict",
        "429,TooManyRequests",
        "500,InternalError",
        "503,SlowDown",
        "503,ServiceUnavailable"
    })
    void takesTheRestForWhatPasses(int status, String code) throws Exception {
        s3.refuse(status, code, "no access for " + OWNER);

        for (ObjectRef object : List.of(object("v1"), object(null))) {
            Throwable failure = failureOf(store.get(object, 100));
            assertThat(failure)
                    .isNotInstanceOf(ObjectException.class)
                    .hasMessage(
                            "S3 get of bucket images-bucket: came "
                                    + status
                                    + " "
                                    + code
                                    + " (request REQUEST1)");
            assertThat(failure).hasNoCause();
        }
        assertThat(failureOf(store.put("results/S1", CONTENT)))
                .isNotInstanceOf(ObjectException.class)
                .hasMessageContaining("S3 put of bucket results-bucket: came " + status);
    }

    /** A gateway's, or a wrong endpoint's: only S3's own code tells of the object. */
    @Test
    void takesA404WithoutACodeForWhatPasses() throws Exception {
        s3.answer(exchange -> CannedS3.send(exchange, 404, "<html>not here</html>"));

        assertThat(failureOf(store.get(object(null), 100))).isInstanceOf(S3CallException.class);
    }

    @Test
    void asksEachCallOnce() throws Exception {
        s3.refuse(503, "SlowDown", "Reduce your request rate");

        failureOf(store.get(object(null), 100));
        failureOf(store.put("results/S1", CONTENT));

        assertThat(s3.seen()).hasSize(2);
    }

    /** The header tells: at most what is in the sockets' buffers is read of a gigabyte. */
    @Test
    void refusesALargeObjectBeforeItsBody() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch cut = new CountDownLatch(1);
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", '"' + TAG + '"');
                    exchange.sendResponseHeaders(200, 1L << 30);
                    try {
                        for (byte[] part = new byte[1 << 16]; ; written.addAndGet(part.length)) {
                            exchange.getResponseBody().write(part);
                        }
                    } catch (IOException e) {
                        cut.countDown();
                    }
                });

        assertThat(failureOf(store.get(object(null), 1000)))
                .isInstanceOf(ObjectTooLargeException.class)
                .hasMessageContaining("at most 1000 bytes, came 1073741824");
        assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(written.get()).isLessThan(32L << 20);
    }

    @Test
    void boundsABodyOfUnknownLength() throws Exception {
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", '"' + TAG + '"');
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[150_000]);
                    exchange.close();
                });

        assertThat(await(store.get(object(null), 150_000))).hasSize(150_000);
        assertThat(failureOf(store.get(object(null), 149_999)))
                .isInstanceOf(ObjectTooLargeException.class);
    }

    @Test
    void takesABodyThatEndsEarlyForWhatPasses() throws Exception {
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", '"' + TAG + '"');
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write(new byte[500]);
                    exchange.getResponseBody().flush();
                    exchange.close();
                });

        assertThat(failureOf(store.get(object(null), 1000))).isInstanceOf(S3CallException.class);
    }

    @Test
    void takesAContentThatItsChecksumDeniesForWhatPasses() throws Exception {
        s3.answer(
                exchange -> {
                    exchange.getResponseHeaders().set("x-amz-checksum-crc32", "AAAAAA==");
                    sendContent(exchange);
                });

        assertThat(failureOf(store.get(object(null), 1000))).isInstanceOf(S3CallException.class);
        assertThat(s3.seen().get(0).header("x-amz-checksum-mode")).isEqualTo("ENABLED");
    }

    @Test
    void waitsForNobodyWithoutEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        s3.answer(
                exchange -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        Duration soon = Duration.ofMillis(200);
        Duration never = Duration.ofHours(1);

        S3ObjectStore byReadTimeout = store(s3.settings().withTimeouts(soon, soon, never, never));
        assertThat(failureOf(byReadTimeout.get(object(null), 1000)))
                .isInstanceOf(S3CallException.class);
        S3ObjectStore byAttempt = store(s3.settings().withTimeouts(soon, soon, soon, never));
        assertThat(failureOf(byAttempt.put("results/S1", CONTENT)))
                .isInstanceOf(S3CallException.class);
        S3ObjectStore byCall = store(s3.settings().withTimeouts(soon, soon, soon, soon));
        assertThat(failureOf(byCall.put("results/S1", CONTENT)))
                .isInstanceOf(S3CallException.class);
        end.countDown();
    }

    @Test
    void saysWhereNobodyListens() throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:1");

        assertThat(failureOf(store(s3.settings().withEndpoint(nowhere)).get(object(null), 1000)))
                .isInstanceOf(S3CallException.class)
                .hasMessageContaining("Connection refused");
    }

    @Test
    void writesJsonWithAChecksum() throws Exception {
        await(store.put("results/S1/r.json", CONTENT));

        CannedS3.Seen request = s3.seen().get(0);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.target()).startsWith("/results-bucket/results/S1/r.json");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Expect")).isNull();
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .contains("content")
                .contains("x-amz-checksum-crc32:");
        assertThat(request.header("x-amz-server-side-encryption")).isNull();
        assertThat(request.header("x-amz-storage-class")).isNull();
    }

    @Test
    void writesWithoutAChecksumToStoresThatKnowNone() throws Exception {
        await(
                store(s3.settings().withChecksums(S3Checksums.WHEN_REQUIRED))
                        .put("results/S1/r.json", CONTENT));

        assertThat(s3.seen().get(0).body()).isEqualTo(CONTENT);
        assertThat(s3.seen().get(0).header("x-amz-sdk-checksum-algorithm")).isNull();
    }

    @Test
    void asksForEncryptionAndAStorageClass() throws Exception {
        await(
                store(
                                s3.settings()
                                        .withEncryption(S3Encryption.kms("alias/results", true))
                                        .withStorageClass("INTELLIGENT_TIERING"))
                        .put("results/S1/r.json", CONTENT));

        CannedS3.Seen request = s3.seen().get(0);
        assertThat(request.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
        assertThat(request.header("x-amz-server-side-encryption-aws-kms-key-id"))
                .isEqualTo("alias/results");
        assertThat(request.header("x-amz-server-side-encryption-bucket-key-enabled"))
                .isEqualTo("true");
        assertThat(request.header("x-amz-storage-class")).isEqualTo("INTELLIGENT_TIERING");
    }

    @Test
    void hasNoMoreCallsUnderWayThanConnections() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(5);
        s3.answer(
                exchange -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    full.countDown();
                    try {
                        // The first five meet here: as many are let through, and not one more.
                        full.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    underWay.decrementAndGet();
                    sendContent(exchange);
                });
        S3ObjectStore narrow = store(s3.settings().withMaxConnections(5));

        List<CompletableFuture<byte[]>> reads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            reads.add(narrow.get(object(null), 100));
        }
        for (CompletableFuture<byte[]> read : reads) {
            assertThat(await(read)).isEqualTo(CONTENT);
        }
        assertThat(most).hasValue(5);
    }

    @Test
    void endsEveryCallWhenItIsClosed() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        s3.answer(
                exchange -> {
                    arrived.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        S3ObjectStore narrow = store(s3.settings().withMaxConnections(2));
        List<CompletableFuture<byte[]>> reads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            reads.add(narrow.get(object(null), 100));
        }
        assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();

        narrow.close();

        for (CompletableFuture<byte[]> read : reads) {
            assertThat(failureOf(read)).isNotNull().isNotInstanceOf(ObjectException.class);
        }
        assertThat(failureOf(narrow.get(object(null), 100)))
                .isNotInstanceOf(ObjectException.class)
                .hasMessageContaining("closed");
        end.countDown();
    }
}
