package io.radstream.local.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.radstream.inference.triton.protocol.ModelConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ServedVersionTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeSession session = new FakeSession();

    private ServedVersion start(String config) throws Exception {
        ModelConfig filled =
                ConfigDefaults.fill(TextFormat.parse(config, ModelConfig.class), "fake");
        return ServedVersion.start(
                new LoadedModel("fake", 1, filled, Requests.form(4), session), 10);
    }

    @Test
    void everyInstanceComputesAtTheSameTime() throws Exception {
        ServedVersion version =
                start("max_batch_size: 4 instance_group { count: 2 } instance_group { }");
        CountDownLatch together = new CountDownLatch(3);
        session.behave(
                inputs -> {
                    together.countDown();
                    FakeSession.await(together);
                    return FakeSession.echo(inputs);
                });
        InferenceRequest last = null;
        for (int i = 0; i < 3; i++) {
            last = Requests.rows(1, i);
            version.submit(last);
        }

        assertThat(last.answer().get(20, TimeUnit.SECONDS).outputs()).hasSize(1);
        version.end(LONG);
        assertThat(session.isClosed()).isTrue();
    }

    @Test
    void doesNotFreeAModelThatIsStillBeingComputed() throws Exception {
        ServedVersion version = start("max_batch_size: 4");
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        session.behave(
                inputs -> {
                    computing.countDown();
                    FakeSession.await(goOn);
                    return FakeSession.echo(inputs);
                });
        version.submit(Requests.rows(1, 0));
        FakeSession.await(computing);

        version.end(SHORT);
        assertThat(session.isClosed()).isFalse();

        goOn.countDown();
        version.end(LONG);
        assertThat(session.isClosed()).isTrue();
    }
}
