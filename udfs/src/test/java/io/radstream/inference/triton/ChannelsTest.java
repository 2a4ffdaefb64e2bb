package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.Models;
import io.radstream.fixture.Wait;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One name, several servers. */
final class ChannelsTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);

    private ModelServer one;
    private ModelServer other;
    private Addresses addresses;

    @BeforeEach
    void start() throws Exception {
        one = ModelServer.start();
        other = ModelServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        addresses.close();
        one.close();
        other.close();
    }

    private static GrpcInferenceClient client(Duration deadline) {
        return new GrpcInferenceClient(Channels.open("models.test:8001", deadline));
    }

    private static boolean answers(GrpcInferenceClient client) throws Exception {
        return client.infer(FakeInferenceClient.request(Models.CLASSIFIER))
                .handle((response, failure) -> failure == null)
                .get(60, TimeUnit.SECONDS);
    }

    private void awaitBoth(GrpcInferenceClient client) throws Exception {
        Wait.until(
                "both to be connected",
                () -> answers(client) && !one.inferred().isEmpty() && !other.inferred().isEmpty());
    }

    @Test
    void spreadsCallsOverAllAddresses() throws Exception {
        addresses = Addresses.are(one.address(), other.address());
        try (GrpcInferenceClient client = client(PATIENT)) {
            awaitBoth(client);
            int before = one.inferred().size();
            for (int i = 0; i < 20; i++) {
                assertThat(answers(client)).isTrue();
            }

            assertThat(one.inferred().size() - before).as("of 20 calls").isEqualTo(10);
        }
    }

    @Test
    void goesOnWithTheOthersWhenOneDiesAndTakesItBack() throws Exception {
        addresses = Addresses.are(one.address(), other.address());
        try (GrpcInferenceClient client = client(PATIENT)) {
            awaitBoth(client);
            one.kill();
            Wait.until("calls to be answered again", () -> answers(client));
            for (int i = 0; i < 20; i++) {
                assertThat(answers(client)).isTrue();
            }

            int before = one.inferred().size();
            one.restart();
            Wait.until(
                    "the one that is back to be asked",
                    () -> answers(client) && one.inferred().size() > before);
        }
    }

    /**
     * Half of all calls would go to it for as long as the connection lives, and fail; five in a row
     * make a healthy study poison.
     */
    @Test
    void leavesAServerThatHangs() throws Exception {
        try (FreezingProxy proxy = FreezingProxy.to(other.address())) {
            addresses = Addresses.are(one.address(), proxy.address());
            leavesOnceItIsFrozen(proxy);
        }
    }

    private void leavesOnceItIsFrozen(FreezingProxy proxy) throws Exception {
        try (GrpcInferenceClient client = client(Duration.ofSeconds(3))) {
            awaitBoth(client);
            proxy.freeze();
            Wait.until("a call to hang", () -> !answers(client));

            Wait.until(
                    "the one that hangs to be left",
                    () -> {
                        for (int i = 0; i < 6; i++) {
                            if (!answers(client)) {
                                return false;
                            }
                        }
                        return true;
                    });
        }
    }
}
