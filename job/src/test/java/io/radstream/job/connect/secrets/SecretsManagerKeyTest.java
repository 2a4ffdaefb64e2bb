package io.radstream.job.connect.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.radstream.job.connect.Problem.Fault;
import io.radstream.job.connect.s3.AwsEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Secrets Manager answers is the key, or one line that tells which argument is at fault. */
final class SecretsManagerKeyTest {

    private HttpServer server;
    private int status = 200;
    private String body = "{}";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private SecretsManagerKey key() {
        return new SecretsManagerKey(
                "cxr/key", Optional.of("eu-central-1"), Optional.of(address()), true);
    }

    private static UnreadableSecretException failure(SecretsManagerKey key) {
        UnreadableSecretException failure =
                catchThrowableOfType(UnreadableSecretException.class, key::read);
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage())
                .startsWith("expected the secret cxr/key, came")
                .doesNotContain("\n");
        return failure;
    }

    @Test
    void readsTheKey() {
        body =
                "{\"SecretString\": \"{\\\"id\\\": \\\"K1\\\", \\\"key\\\": \\\"MDEyMzQ1Njc4OWFiY2RlZg==\\\"}\"}";

        assertThat(key().read()).isNotNull();
    }

    @Test
    void aSecretThatIsNoKeyIsNotQuoted() {
        body = "{\"SecretString\": \"CANARY\"}";

        assertThatThrownBy(key()::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("came text that is no JSON")
                .hasMessageNotContaining("CANARY");
    }

    @ParameterizedTest
    @CsvSource({
        "400, ResourceNotFoundException, NAME, came none",
        "400, AccessDeniedException, NAME, secretsmanager:GetSecretValue",
        "400, DecryptionFailure, NAME, kms:Decrypt",
        "400, UnrecognizedClientException, CREDENTIALS, wrong or have expired",
        "400, ExpiredTokenException, CREDENTIALS, wrong or have expired",
        "500, InternalServiceError, ENDPOINT, try again"
    })
    void aRefusalTellsWhatIsAtFault(int answered, String code, Fault fault, String advice) {
        status = answered;
        body = "{\"__type\": \"" + code + "\"}";

        assertThat(failure(key()))
                .returns(fault, UnreadableSecretException::fault)
                .hasMessageContaining(advice);
    }

    @Test
    void nobodyListensThere() {
        server.stop(0);

        assertThat(failure(key()))
                .returns(Fault.ENDPOINT, UnreadableSecretException::fault)
                .hasMessageContaining(address().toString());
    }

    @Test
    void nothingToSignWithNorARegion() {
        AwsEnvironment nothing = new AwsEnvironment();
        try {
            assertThat(failure(ofChain(Optional.of("eu-central-1"))))
                    .returns(Fault.CREDENTIALS, UnreadableSecretException::fault)
                    .hasMessageContaining("AWS_PROFILE");
            assertThat(failure(ofChain(Optional.empty())))
                    .returns(Fault.REGION, UnreadableSecretException::fault)
                    .hasMessageContaining("AWS_REGION");
        } finally {
            nothing.close();
        }
    }

    private SecretsManagerKey ofChain(Optional<String> region) {
        return new SecretsManagerKey("cxr/key", region, Optional.of(address()), false);
    }
}
