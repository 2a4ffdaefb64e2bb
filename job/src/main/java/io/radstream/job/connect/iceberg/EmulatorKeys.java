package io.radstream.job.connect.iceberg;

import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * An emulator's fixed keys. Iceberg takes fixed keys for S3 by itself, but for Glue only from a
 * class like this, which it finds by its name.
 */
public final class EmulatorKeys implements AwsCredentialsProvider {

    static final String ACCESS_KEY_ID = "client.credentials-provider.access-key-id";
    static final String SECRET_ACCESS_KEY = "client.credentials-provider.secret-access-key";

    private final AwsCredentials keys;

    private EmulatorKeys(AwsCredentials keys) {
        this.keys = keys;
    }

    /**
     * Called by Iceberg.
     *
     * @param properties those of the catalog below {@code client.credentials-provider.}
     */
    public static AwsCredentialsProvider create(Map<String, String> properties) {
        return new EmulatorKeys(
                AwsBasicCredentials.create(
                        properties.get("access-key-id"), properties.get("secret-access-key")));
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return keys;
    }
}
