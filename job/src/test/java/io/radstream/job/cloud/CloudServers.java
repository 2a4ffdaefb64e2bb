package io.radstream.job.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.radstream.fixture.Envelopes;
import io.radstream.job.connect.kinesis.KinesisEmulator;
import io.radstream.job.connect.kinesis.TestStream;
import io.radstream.job.fixture.FakeTriton;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.job.server.EmulatorCredentials;
import io.radstream.job.server.MotoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * All that the job meets, on loopback: a Kinesis emulator, moto as S3, Glue and Secrets Manager,
 * and a model server of the tests; with a stream, buckets and a secret in them.
 */
public final class CloudServers implements AutoCloseable {

    public static final String IMAGES = "cloud-images";
    public static final String RESULTS = "cloud-results";
    public static final String TABLES = "cloud-tables";
    private static final String SECRET = "radstream/pseudonym-key";

    private final KinesisEmulator kinesis;
    private final TestStream stream;
    private final MotoServer moto;
    private final FakeTriton models;
    private final S3Client s3;

    /** Starts what is not running yet. */
    public CloudServers(String streamName) throws IOException {
        kinesis = KinesisEmulator.shared();
        stream = TestStream.create(kinesis.client(), streamName, 1);
        moto = MotoServer.start();
        models = new FakeTriton();
        models.start();
        s3 =
                S3Client.builder()
                        .endpointOverride(moto.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(EmulatorCredentials.PROVIDER)
                        .forcePathStyle(true)
                        .build();
        List.of(IMAGES, RESULTS, TABLES).forEach(moto::makeBucket);
        try (SecretsManagerClient secrets =
                SecretsManagerClient.builder()
                        .endpointOverride(moto.endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(EmulatorCredentials.PROVIDER)
                        .build()) {
            secrets.createSecret(
                    secret ->
                            secret.name(SECRET)
                                    .secretString(
                                            "{\"id\":\"2026-01\",\"key\":\"MDEyMzQ1Njc4OWFiY2RlZg==\"}"));
        }
        installFileSystem();
    }

    /** Flink's S3 plugin, as a cluster has it. */
    public void installFileSystem() throws IOException {
        System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
        Configuration files = new Configuration();
        files.setString("s3.endpoint", moto.endpoint().toString());
        files.setString("s3.path.style.access", "true");
        files.setString("s3.access-key", EmulatorCredentials.KEY);
        files.setString("s3.secret-key", EmulatorCredentials.KEY);
        FileSystem.initialize(
                files,
                new DefaultPluginManager(
                        new DirectoryBasedPluginFinder(Path.of("target", "plugins")).findPlugins(),
                        CoreOptions.getPluginParentFirstLoaderPatterns(files)));
    }

    /** Settings that lead to all of it. */
    public Map<String, String> settings() {
        String aws = moto.endpoint().toString();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("aws.region", KinesisEmulator.REGION);
        settings.put("aws.credentials", "emulator");
        settings.put("source.stream", stream.name());
        settings.put("source.endpoint", kinesis.endpoint().toString());
        settings.put("source.discovery-interval", "1s");
        settings.put("s3.images-bucket", IMAGES);
        settings.put("s3.results-bucket", RESULTS);
        settings.put("s3.endpoint", aws);
        settings.put("s3.path-style", "true");
        settings.put("tables.warehouse", "s3://" + TABLES + "/warehouse");
        settings.put("tables.glue-endpoint", aws);
        settings.put("tables.s3-endpoint", aws);
        settings.put("tables.s3-path-style", "true");
        settings.put("models.target", models.target());
        settings.put("phi.key", "secretsmanager:" + SECRET);
        settings.put("phi.secrets-endpoint", aws);
        return settings;
    }

    /** The settings as a command line. */
    public static String[] arguments(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        settings.forEach(
                (key, value) -> {
                    arguments.add("--" + key);
                    arguments.add(value);
                });
        return arguments.toArray(String[]::new);
    }

    public FakeTriton models() {
        return models;
    }

    public S3Client s3() {
        return s3;
    }

    /** Puts the object and tells of it, as S3 does by way of EventBridge. */
    public void land(ScriptedObject object) {
        PutObjectResponse written =
                s3.putObject(
                        request -> request.bucket(IMAGES).key(object.key()),
                        RequestBody.fromBytes(object.content()));
        ObjectNode envelope = Envelopes.envelope();
        envelope.put("time", Instant.now().toString());
        ObjectNode detail = (ObjectNode) envelope.get("detail");
        ((ObjectNode) detail.get("bucket")).put("name", IMAGES);
        Envelopes.object(envelope)
                .put("key", object.key())
                .put("size", object.content().length)
                .put("etag", written.eTag().replace("\"", ""))
                .put("sequencer", object.sequencer())
                .remove("version-id");
        stream.put(Envelopes.bytes(envelope));
    }

    @Override
    public void close() {
        FileSystem.initialize(new Configuration(), null);
        s3.close();
        models.close();
        moto.close();
    }
}
