package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

/**
 * A machine that knows nothing of AWS, but for what a test sets: by the properties that stand for
 * the SDK's environment variables.
 */
public final class AwsEnvironment implements AutoCloseable {

    private final Map<String, String> before = new HashMap<>();

    public AwsEnvironment() {
        assertThat(System.getenv().keySet())
                .as("the SDK's variables, which the build takes away from tests")
                .doesNotContain(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_REGION",
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        set("aws.disableEc2Metadata", "true");
        set("aws.configFile", "none");
        set("aws.sharedCredentialsFile", "none");
    }

    void set(String property, String value) {
        before.put(property, System.setProperty(property, value));
    }

    @Override
    public void close() {
        before.forEach(
                (property, value) -> {
                    if (value == null) {
                        System.clearProperty(property);
                    } else {
                        System.setProperty(property, value);
                    }
                });
    }
}
