package io.radstream.job.connect.s3;

import io.radstream.fixture.Records;
import io.radstream.job.server.MotoServer;
import io.radstream.record.ObjectRef;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Buckets of a moto server, as their owner sees them. */
final class MotoBuckets implements AutoCloseable {

    private static final Duration PATIENT = Duration.ofMinutes(2);

    private final AtomicInteger made = new AtomicInteger();
    private final S3Settings settings;
    private final S3Connection connection;

    MotoBuckets(MotoServer server) {
        settings =
                S3Settings.defaults()
                        .withRegion("us-east-1")
                        .withEndpoint(server.endpoint())
                        .withPathStyle(true)
                        .withCredentials(S3Credentials.ofEmulator("key", "secret"));
        // What a test prepares is not what it tests: it may take its time.
        connection = S3Connection.open(settings.withTimeouts(PATIENT, PATIENT, PATIENT, PATIENT));
    }

    /** Settings that lead to the server. */
    S3Settings settings() {
        return settings;
    }

    S3AsyncClient client() {
        return connection.client();
    }

    /** A new bucket's name. */
    String make() {
        String bucket = "bucket-" + made.incrementAndGet();
        make(bucket);
        return bucket;
    }

    void make(String bucket) {
        client().createBucket(request -> request.bucket(bucket)).join();
    }

    /** The same, with versioning. */
    String makeVersioned() {
        String bucket = make();
        client().putBucketVersioning(
                        request ->
                                request.bucket(bucket)
                                        .versioningConfiguration(
                                                versioning ->
                                                        versioning.status(
                                                                BucketVersioningStatus.ENABLED)))
                .join();
        return bucket;
    }

    /** Writes an object; what S3 would tell of it in its event. */
    ObjectRef write(String bucket, String key, byte[] content) {
        PutObjectResponse written =
                client().putObject(
                                request -> request.bucket(bucket).key(key),
                                AsyncRequestBody.fromBytes(content))
                        .join();
        return ObjectRef.newBuilder(Records.image("S1", "A1"))
                .setBucket(bucket)
                .setKey(key)
                .setVersionId(written.versionId())
                .setEtag(written.eTag().replace("\"", ""))
                .setSizeBytes(content.length)
                .build();
    }

    @Override
    public void close() {
        connection.close();
    }
}
