package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.ManualScheduler;
import io.radstream.fixture.ToldEvents;
import io.radstream.inference.ModelUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class WaitingClientTest {

    private static final String MODEL = "radstream_classifier";

    private final FakeInferenceClient server = new FakeInferenceClient();
    private final ManualScheduler scheduler = new ManualScheduler();
    private final BreakingClient breaking = new BreakingClient(server, scheduler, new ToldEvents());
    private final WaitingClient client = new WaitingClient(new SignatureCache(breaking), breaking);

    private void anOutageBegins() {
        server.onInfer(
                request ->
                        CompletableFuture.failedFuture(
                                new ModelUnavailableException("came UNAVAILABLE")));
        for (int i = 0; i < BreakingClient.THRESHOLD; i++) {
            assertThat(breaking.infer(FakeInferenceClient.request(MODEL)))
                    .isCompletedExceptionally();
        }
    }

    @Test
    void describesAtOnceWhileTheModelAnswers() {
        assertThat(client.describe(MODEL)).isCompleted();
    }

    @Test
    void describesNoModelThatIsAwayEvenIfItRemembers() {
        client.describe(MODEL).join();
        anOutageBegins();

        CompletableFuture<?> description = client.describe(MODEL);
        assertThat(description).isNotDone();
        assertThat(client.describe("radstream_detector")).as("of another model").isCompleted();

        server.onInfer(FakeInferenceClient::response);
        scheduler.advance(Duration.ofSeconds(5));
        assertThat(description).isCompleted();
    }
}
