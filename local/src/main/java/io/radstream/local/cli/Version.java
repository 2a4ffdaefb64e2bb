package io.radstream.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What this is, as the build wrote it down. */
final class Version implements IVersionProvider {

    private static final String RESOURCE = "version.properties";

    private final Properties properties = new Properties();

    Version() {
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Such as {@code 0.1.0}. */
    String number() {
        return properties.getProperty("radstream");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "radstream " + number(),
            String.format(
                    "Flink %s, Iceberg %s, gRPC %s, ONNX Runtime %s, Java %s",
                    properties.getProperty("flink"),
                    properties.getProperty("iceberg"),
                    properties.getProperty("grpc"),
                    properties.getProperty("onnxruntime"),
                    Runtime.version())
        };
    }
}
