package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.fault.FaultProxy;
import io.radstream.job.fault.HttpFault;
import io.radstream.job.server.MotoServer;
import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectException;
import io.radstream.storage.ObjectStore;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S3 behind a network that breaks: everything ends well, and late. */
final class S3FaultsIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String SLOW_DOWN =
            "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message>"
                    + "<RequestId>R1</RequestId></Error>";

    private static MotoServer server;
    private static MotoBuckets buckets;
    private static String bucket;
    private static byte[] content;
    private static ObjectRef object;

    private final AtomicLong retries = new AtomicLong();
    private final CountDownLatch retried = new CountDownLatch(20);
    private FaultProxy proxy;
    private S3Settings settings;
    private ObjectStore store;

    @BeforeAll
    static void start() {
        server = MotoServer.start();
        buckets = new MotoBuckets(server);
        bucket = buckets.make();
        content = new byte[300_000];
        new Random(1).nextBytes(content);
        object = buckets.write(bucket, "images/S1/S1.png", content);
    }

    @AfterAll
    static void stop() {
        buckets.close();
        server.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.http(server.endpoint().getPort());
        settings =
                buckets.settings()
                        .withEndpoint(URI.create(proxy.endpoint()))
                        .withMaxConnections(20);
        store = open(settings);
    }

    private ObjectStore open(S3Settings with) {
        return new S3ObjectStores(with, bucket)
                .open(
                        () -> {
                            retries.incrementAndGet();
                            retried.countDown();
                        });
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    private List<CompletableFuture<byte[]>> reads(int count) {
        List<CompletableFuture<byte[]>> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reads.add(store.get(object, content.length));
        }
        return reads;
    }

    private static void expectContent(List<CompletableFuture<byte[]>> reads) throws Exception {
        for (CompletableFuture<byte[]> read : reads) {
            assertThat(Arrays.equals(read.get(120, TimeUnit.SECONDS), content)).isTrue();
        }
    }

    @Test
    void readsAndWritesEverythingThroughOneFailureInFive() throws Exception {
        HttpFault fault =
                HttpFault.status(503).body("application/xml", SLOW_DOWN).share(0.2, 20260304);
        proxy.answer(fault);

        List<CompletableFuture<byte[]>> reads = reads(300);
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            writes.add(store.put("results/S" + i, content));
        }

        expectContent(reads);
        for (CompletableFuture<Void> write : writes) {
            write.get(120, TimeUnit.SECONDS);
        }
        assertThat(fault.answered()).isGreaterThan(50);
        // Each failure is one retry: the SDK adds none of its own.
        assertThat(retries).hasValue(fault.answered());
        for (int i = 0; i < 100; i++) {
            String key = "results/S" + i;
            assertThat(
                            buckets.client()
                                    .headObject(request -> request.bucket(bucket).key(key))
                                    .join()
                                    .contentLength())
                    .isEqualTo(content.length);
        }
    }

    @Test
    void waitsForANetworkThatSwallowsEverything() throws Exception {
        store.close();
        store =
                open(
                        settings.withTimeouts(
                                SECOND, SECOND, Duration.ofSeconds(30), Duration.ofSeconds(30)));
        expectContent(reads(5));
        proxy.blackhole();

        List<CompletableFuture<byte[]>> reads = reads(50);
        assertThat(retried.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(reads).noneMatch(CompletableFuture::isDone);

        proxy.pass();
        expectContent(reads);
    }

    @Test
    void waitsForAServerThatRefuses() throws Exception {
        expectContent(reads(5));
        proxy.refuse();

        List<CompletableFuture<byte[]>> reads = reads(50);
        assertThat(retried.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(reads).noneMatch(CompletableFuture::isDone);

        proxy.pass();
        expectContent(reads);
    }

    /** Answers are on their way when their connections are reset. */
    @Test
    void readsAgainWhatWasResetInItsBody() throws Exception {
        byte[] large = new byte[10 << 20];
        new Random(2).nextBytes(large);
        ObjectRef image = buckets.write(bucket, "images/S2/S2.png", large);
        proxy.delay(Duration.ofMillis(100));

        CompletableFuture<byte[]> read = store.get(image, large.length);
        while (retries.get() == 0 && !read.isDone()) {
            proxy.refuse();
            proxy.pass();
            proxy.delay(Duration.ofMillis(100));
        }
        proxy.pass();

        assertThat(Arrays.equals(read.get(120, TimeUnit.SECONDS), large)).isTrue();
        assertThat(retries.get()).isPositive();
    }

    @Test
    void closesWithReadsUnderWay() throws Exception {
        expectContent(reads(5));
        proxy.blackhole();
        S3ObjectStore plain = new S3ObjectStore(settings, bucket);
        List<CompletableFuture<byte[]>> reads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            reads.add(plain.get(object, content.length));
        }

        plain.close();
        store.close();

        for (CompletableFuture<byte[]> read : reads) {
            assertThat(read.handle((value, failure) -> failure).get(60, TimeUnit.SECONDS))
                    .isNotNull()
                    .isNotInstanceOf(ObjectException.class);
        }
        // No thread is left that would hold on to the job's classes.
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .filteredOn(name -> name.startsWith("radstream-s3-network"))
                .hasSizeLessThanOrEqualTo(2);
    }
}
