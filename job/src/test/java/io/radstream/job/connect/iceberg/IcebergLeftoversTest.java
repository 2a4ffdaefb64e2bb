package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.radstream.fixture.AbandonedLoader;
import io.radstream.job.server.EmulatorCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.aws.s3.S3FileIOProperties;
import org.apache.iceberg.util.ThreadPools;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class IcebergLeftoversTest {

    @Test
    void withoutThemTheClassLoaderIsFree() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(UsingAndTidying.class)).isTrue();
    }

    @Test
    void withThemItIsKept() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(Using.class)).isFalse();
    }

    @Test
    void withoutConnectionsTheClassLoaderIsFree() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(WritingAndTidying.class)).isTrue();
    }

    @Test
    void withConnectionsItIsKept() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(Writing.class)).isFalse();
    }

    @Test
    void withoutThreadsOfAPoolTheClassLoaderIsFree() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(ReadingAndTidying.class)).isTrue();
    }

    @Test
    void withThreadsOfAPoolItIsKept() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(Reading.class)).isFalse();
    }

    /** As a task that reads a file: the SDK watches whether it reads to the end. */
    public static class Reading implements Runnable {
        @Override
        public void run() {
            HttpServer server = server();
            try (S3FileIO files = files("http://127.0.0.1:" + server.getAddress().getPort());
                    InputStream content = files.newInputFile("s3://bucket/key").newStream()) {
                if (content.read() != 'c') {
                    throw new IllegalStateException("expected the content, came something else");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                server.stop(0);
            }
        }

        private static HttpServer server() {
            try {
                HttpServer server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext(
                        "/",
                        exchange -> {
                            byte[] content = "content".getBytes(StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(200, content.length);
                            exchange.getResponseBody().write(content);
                            exchange.close();
                        });
                server.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As a job's last task that ends. */
    public static final class ReadingAndTidying implements Runnable {
        @Override
        public void run() {
            new Reading().run();
            new IcebergLeftovers().run();
        }
    }

    private static S3FileIO files(String endpoint) {
        S3FileIO files = new S3FileIO();
        files.initialize(
                Map.of(
                        S3FileIOProperties.ENDPOINT,
                        endpoint,
                        S3FileIOProperties.ACCESS_KEY_ID,
                        EmulatorCredentials.KEY,
                        S3FileIOProperties.SECRET_ACCESS_KEY,
                        EmulatorCredentials.KEY,
                        S3FileIOProperties.PATH_STYLE_ACCESS,
                        "true",
                        AwsClientProperties.CLIENT_REGION,
                        "us-east-1",
                        S3FileIOProperties.S3_RETRY_NUM_RETRIES,
                        "0"));
        return files;
    }

    /** As a task that writes files: its store is never closed; nobody answers it. */
    public static class Writing implements Runnable {
        @Override
        public void run() {
            S3FileIO files = files("http://127.0.0.1:1");
            try {
                files.newInputFile("s3://bucket/key").exists();
            } catch (SdkClientException e) {
                return;
            }
            throw new IllegalStateException("expected a store that is not answered");
        }
    }

    /** As a job's last task that ends. */
    public static final class WritingAndTidying implements Runnable {
        @Override
        public void run() {
            new Writing().run();
            new IcebergLeftovers().run();
        }
    }

    /** Makes tables in a database, and has Iceberg's own threads work. */
    public static class Using implements Runnable {
        @Override
        public void run() {
            try {
                Path folder = Files.createTempDirectory("radstream-leftovers");
                CatalogSettings catalog =
                        CatalogSettings.jdbc(
                                "jdbc:sqlite:" + folder.resolve("catalog.db"),
                                folder.resolve("tables").toUri().toString());
                new IcebergTables(catalog.loader())
                        .create(new Tables(new Arms("laptop", "disk", "fixed", "open")));
                FileUtils.deleteDirectory(folder.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (var pool :
                    List.of(ThreadPools.getWorkerPool(), ThreadPools.getDeleteWorkerPool())) {
                pool.execute(() -> {});
            }
        }
    }

    /** As a job's last task that ends. */
    public static final class UsingAndTidying implements Runnable {
        @Override
        public void run() {
            new Using().run();
            new IcebergLeftovers().run();
        }
    }
}
