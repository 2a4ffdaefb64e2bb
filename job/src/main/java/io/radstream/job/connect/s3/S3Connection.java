package io.radstream.job.connect.s3;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The SDK's client and all that belongs to it. It never retries: {@code RetryingObjectStore} alone
 * does, or retries of retries would meet an S3 that is overloaded already.
 */
final class S3Connection implements AutoCloseable {

    private static final int THREADS = 2;

    /**
     * Of two that end, one may still have to tell the other of a connection that was closed, and
     * complains where that one has ended first.
     */
    private static final int NETWORK_THREADS = 1;

    private static final int QUIET_MS = 100;
    private static final int LONGEST_END_MS = 5000;
    private static final Duration TLS_TIMEOUT = Duration.ofSeconds(5);

    /** S3 closes idle connections itself after a while; this is before. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);

    /** S3's addresses change; a connection that lives on would stay with an old one. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    private static final S3EndpointProvider ADDRESSES = S3EndpointProvider.defaultProvider();

    private final ExecutorService executor;
    private final ScheduledThreadPoolExecutor timer;
    private final AwsCredentialsProvider credentials;
    private final SdkAsyncHttpClient http;
    private final Runnable endOfNetwork;
    private final S3AsyncClient client;

    /** Throws where the SDK cannot tell the region. Connects to nothing yet. */
    static S3Connection open(S3Settings settings) {
        SdkEventLoopGroup loops =
                SdkEventLoopGroup.builder()
                        .numberOfThreads(NETWORK_THREADS)
                        .threadFactory(daemons("radstream-s3-network-"))
                        .build();
        return new S3Connection(settings, http(settings, loops), () -> end(loops));
    }

    /**
     * @param http closed with this
     * @param endOfNetwork is run after that
     */
    S3Connection(S3Settings settings, SdkAsyncHttpClient http, Runnable endOfNetwork) {
        this.http = http;
        this.endOfNetwork = endOfNetwork;
        this.credentials = settings.credentials().provider();
        this.executor = Executors.newFixedThreadPool(THREADS, daemons("radstream-s3-"));
        this.timer = new ScheduledThreadPoolExecutor(1, daemons("radstream-s3-timer-"));
        // Else every call would leave its timeouts behind until they are due.
        timer.setRemoveOnCancelPolicy(true);
        try {
            this.client = client(settings);
        } catch (RuntimeException e) {
            closeAllButClient();
            throw e;
        }
    }

    S3AsyncClient client() {
        return client;
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    /** Where calls begin, and where what follows them runs. */
    Executor executor() {
        return executor;
    }

    @Override
    public void close() {
        client.close();
        closeAllButClient();
    }

    private void closeAllButClient() {
        http.close();
        endOfNetwork.run();
        if (credentials instanceof SdkAutoCloseable) {
            ((SdkAutoCloseable) credentials).close();
        }
        timer.shutdownNow();
        executor.shutdown();
    }

    private static SdkAsyncHttpClient http(S3Settings settings, SdkEventLoopGroup loops) {
        return NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(loops)
                .maxConcurrency(settings.maxConnections())
                .connectionTimeout(settings.connectTimeout())
                // Nobody waits for a connection of another call: the gate has seen to that.
                .connectionAcquisitionTimeout(settings.attemptTimeout())
                .tlsNegotiationTimeout(TLS_TIMEOUT)
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .connectionMaxIdleTime(LONGEST_IDLE)
                .connectionTimeToLive(LONGEST_LIFE)
                .tcpKeepAlive(true)
                .build();
    }

    /**
     * Waits for the threads, which would meet a closed class loader; without Netty's two quiet
     * seconds, but long enough for what the closing of connections leaves for them to do: they
     * would complain of it.
     */
    private static void end(SdkEventLoopGroup loops) {
        loops.eventLoopGroup()
                .shutdownGracefully(QUIET_MS, LONGEST_END_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LONGEST_END_MS, TimeUnit.MILLISECONDS);
    }

    private S3AsyncClient client(S3Settings settings) {
        S3AsyncClientBuilder builder =
                S3AsyncClient.builder()
                        .httpClient(http)
                        .credentialsProvider(credentials)
                        // Else us-east-1 would go to the global address, which the VPC endpoints
                        // of a region do not serve.
                        .endpointProvider(S3Connection::regionalEndpoint)
                        .forcePathStyle(settings.pathStyle())
                        .requestChecksumCalculation(settings.checksums().ofRequests())
                        .responseChecksumValidation(settings.checksums().ofResponses())
                        .asyncConfiguration(
                                async ->
                                        async.advancedOption(
                                                SdkAdvancedAsyncClientOption
                                                        .FUTURE_COMPLETION_EXECUTOR,
                                                executor))
                        .overrideConfiguration(
                                override ->
                                        override.retryStrategy(AwsRetryStrategy.doNotRetry())
                                                .addExecutionInterceptor(new SendAtOnce())
                                                .apiCallAttemptTimeout(settings.attemptTimeout())
                                                .apiCallTimeout(settings.callTimeout())
                                                .scheduledExecutorService(timer));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

    private static CompletableFuture<Endpoint> regionalEndpoint(S3EndpointParams call) {
        return ADDRESSES.resolveEndpoint(call.toBuilder().useGlobalEndpoint(false).build());
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger made = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
