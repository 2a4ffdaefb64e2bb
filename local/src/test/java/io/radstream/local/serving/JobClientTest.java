package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.inference.InferenceClient;
import io.radstream.inference.InferenceEvents;
import io.radstream.inference.ModelFailureException;
import io.radstream.inference.ModelRequest;
import io.radstream.inference.ModelResponse;
import io.radstream.inference.ModelSignature;
import io.radstream.inference.Tensor;
import io.radstream.inference.triton.TritonClients;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client that the job has. */
@Timeout(60)
final class JobClientTest {

    private static final InferenceEvents QUIET =
            new InferenceEvents() {
                @Override
                public void retrying(String model) {}

                @Override
                public void opened(String model, String reason) {}

                @Override
                public void closed(String model) {}
            };

    private ModelServer server;
    private InferenceClient client;

    @BeforeEach
    void start() throws Exception {
        server = ModelServer.start(TestRepository.folder(), "127.0.0.1", 0);
        client =
                new TritonClients("127.0.0.1:" + server.port(), Duration.ofSeconds(20), 4)
                        .open(QUIET);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static Tensor four(float... values) {
        ByteBuffer content = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        content.asFloatBuffer().put(values);
        return new Tensor("x", "FP32", new long[] {1, values.length}, content);
    }

    @Test
    void understandsTheDescription() throws Exception {
        ModelSignature model = client.describe("affine").get(20, TimeUnit.SECONDS);

        assertThat(model.version()).isEqualTo("2");
        assertThat(model.batching()).isTrue();
        assertThat(model.digest()).isEqualTo("sha256:00");
        assertThat(model.inputs()).hasToString("[FP32 [4]]");
    }

    @Test
    void getsAnswers() throws Exception {
        ModelSignature model = client.describe("affine").get(20, TimeUnit.SECONDS);

        ModelResponse response =
                client.infer(new ModelRequest(model, List.of(four(0, 1, 2, 3))))
                        .get(20, TimeUnit.SECONDS);

        assertThat(response.model().getVersion()).isEqualTo("2");
        assertThat(response.model().getDigest()).isEqualTo("sha256:00");
        assertThat(response.attempts()).isEqualTo(1);
    }

    @Test
    void takesARefusalForTheEndOfTheStudy() throws Exception {
        ModelSignature model = client.describe("affine").get(20, TimeUnit.SECONDS);
        ModelRequest request = new ModelRequest(model, List.of(four(0, 1, 2)));

        assertThatThrownBy(() -> client.infer(request).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ModelFailureException.class)
                .hasMessageContaining("unexpected shape for input 'x' for model 'affine'");
    }
}
