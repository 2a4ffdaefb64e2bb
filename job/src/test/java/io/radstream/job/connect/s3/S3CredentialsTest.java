package io.radstream.job.connect.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The ways in which a cluster gives a job its role, by the properties that stand for their
 * environment.
 */
final class S3CredentialsTest {

    private final CannedS3 server = new CannedS3();
    private final AwsEnvironment environment = new AwsEnvironment();

    @TempDir private Path folder;

    @AfterEach
    void close() {
        environment.close();
        server.close();
    }

    private static String accessKey() {
        AwsCredentialsProvider provider = S3Credentials.chain().provider();
        try {
            return provider.resolveCredentials().accessKeyId();
        } finally {
            ((SdkAutoCloseable) provider).close();
        }
    }

    private static void send(HttpExchange exchange, String type, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        CannedS3.send(exchange, 200, body);
    }

    @Test
    void comeFromEksPodIdentity() throws Exception {
        server.answer(
                exchange ->
                        send(
                                exchange,
                                "application/json",
                                "{\"AccessKeyId\":\"POD\",\"SecretAccessKey\":\"s\",\"Token\":\"t\","
                                        + "\"Expiration\":\"2099-01-01T00:00:00Z\"}"));
        Path token = Files.writeString(folder.resolve("token"), "the-pods-token");
        environment.set(
                "aws.containerCredentialsFullUri",
                server.settings().endpoint() + "/v1/credentials");
        environment.set("aws.containerAuthorizationTokenFile", token.toString());

        assertThat(accessKey()).isEqualTo("POD");
        assertThat(server.seen().get(0).header("Authorization")).isEqualTo("the-pods-token");
    }

    @Test
    void comeFromAWebIdentity() throws Exception {
        server.answer(
                exchange ->
                        send(
                                exchange,
                                "text/xml",
                                "<AssumeRoleWithWebIdentityResponse>"
                                        + "<AssumeRoleWithWebIdentityResult><Credentials>"
                                        + "<AccessKeyId>IRSA</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                                        + "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
                                        + "</Credentials></AssumeRoleWithWebIdentityResult>"
                                        + "</AssumeRoleWithWebIdentityResponse>"));
        Path token = Files.writeString(folder.resolve("token"), "the-service-accounts-token");
        environment.set("aws.webIdentityTokenFile", token.toString());
        environment.set("aws.roleArn", "arn:aws:iam::123456789012:role/radstream");
        environment.set("aws.region", "us-east-1");
        environment.set("aws.endpointUrlSts", server.settings().endpoint().toString());

        assertThat(accessKey()).isEqualTo("IRSA");
        assertThat(new String(server.seen().get(0).body(), StandardCharsets.UTF_8))
                .contains("AssumeRoleWithWebIdentity")
                .contains("the-service-accounts-token");
    }

    @Test
    void areAnEmulatorsOwn() {
        assertThat(
                        S3Credentials.ofEmulator("key", "secret")
                                .provider()
                                .resolveCredentials()
                                .secretAccessKey())
                .isEqualTo("secret");
    }
}
