package io.radstream.job.connect.s3;

import java.io.Serializable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Where the credentials come from. Never prints them. */
public final class S3Credentials implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String accessKeyId;
    private final String secretAccessKey;

    private S3Credentials(String accessKeyId, String secretAccessKey) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
    }

    /**
     * The SDK's default chain: system properties, environment, web identity (IRSA), profile,
     * container (EKS Pod Identity, ECS), instance.
     */
    public static S3Credentials chain() {
        return new S3Credentials(null, null);
    }

    /** Fixed keys of an emulator. They travel with the job graph, so they must not be real ones. */
    public static S3Credentials ofEmulator(String accessKeyId, String secretAccessKey) {
        return new S3Credentials(accessKeyId, secretAccessKey);
    }

    boolean areFixed() {
        return accessKeyId != null;
    }

    /** A new provider; the chain's is closed by its user. */
    AwsCredentialsProvider provider() {
        return areFixed()
                ? StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(accessKeyId, secretAccessKey))
                : DefaultCredentialsProvider.builder().build();
    }

    @Override
    public String toString() {
        return areFixed() ? "an emulator's" : "the default chain's";
    }
}
