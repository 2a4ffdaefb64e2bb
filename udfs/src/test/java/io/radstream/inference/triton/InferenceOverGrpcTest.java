package io.radstream.inference.triton;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.radstream.fixture.AsyncHarness;
import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.Images;
import io.radstream.fixture.Models;
import io.radstream.fixture.Records;
import io.radstream.fixture.Wait;
import io.radstream.inference.InferenceLimits;
import io.radstream.inference.InferenceStep;
import io.radstream.inference.ModelNames;
import io.radstream.inference.triton.protocol.ModelInferResponse;
import io.radstream.record.DescribedStudy;
import io.radstream.record.Reject;
import io.radstream.record.StudyResult;
import io.radstream.record.Verdict;
import io.radstream.storage.RetryingObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole step: Flink's operator, real threads, real calls. A study is told by its grey. */
final class InferenceOverGrpcTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 5;
    private static final int GOOD = 10;
    private static final int POISON = 250;
    private static final int REFUSED = 251;
    private static final int WRONG_SHAPE = 252;

    private final FakeObjectStore store = new FakeObjectStore();
    private ModelServer server;
    private AsyncHarness<DescribedStudy> harness;

    @BeforeEach
    void start() throws Exception {
        server = ModelServer.start();
        harness =
                AsyncHarness.open(
                        new InferenceStep(
                                onRetry ->
                                        new RetryingObjectStore(
                                                store, Duration.ofMinutes(5), onRetry),
                                new TritonClients(server.target(), DEADLINE, MOST_ATTEMPTS),
                                ModelNames.defaults(),
                                new InferenceLimits(8, 1 << 20, 1 << 20, 2),
                                Clock.systemUTC()),
                        DescribedStudy.class);
    }

    @AfterEach
    void stop() throws Exception {
        harness.end();
        server.close();
    }

    private void process(String studyId, int grey) throws Exception {
        store.hold(Records.image(studyId, "0").getKey(), Images.plainPng(20, 20, grey));
        harness.process(Records.described(studyId));
    }

    /** By the classifier's first number. */
    private void onGrey(Map<Integer, ModelServer.Infer> answers) {
        server.onInfer(
                (request, to) -> {
                    int grey =
                            request.getModelName().equals(Models.CLASSIFIER)
                                    ? greyOf(request.getRawInputContents(0).asReadOnlyByteBuffer())
                                    : -1;
                    answers.getOrDefault(grey, ModelServer.HEALTHY).answer(request, to);
                });
    }

    private static int greyOf(java.nio.ByteBuffer tensor) {
        return Math.round(tensor.order(java.nio.ByteOrder.LITTLE_ENDIAN).getFloat() * 255);
    }

    private static Map<String, String> ends(List<Verdict> verdicts) {
        Map<String, String> ends = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            Reject reject = verdict.getReject();
            String studyId =
                    reject != null
                            ? reject.getStudyId()
                            : ((StudyResult) verdict.getPassed()).getStudy().getStudyId();
            String end = reject != null ? reject.getCode().name() : "result";
            assertThat(ends.put(studyId, end)).as("ended once").isNull();
        }
        return ends;
    }

    @Test
    void endsEachStudyAsItDeserves() throws Exception {
        onGrey(
                Map.of(
                        POISON, ModelServer.failing(Status.INTERNAL),
                        REFUSED, ModelServer.failing(Status.INVALID_ARGUMENT),
                        WRONG_SHAPE, InferenceOverGrpcTest::wrongShape));
        process("poison", POISON);
        process("refused", REFUSED);
        process("wrong-shape", WRONG_SHAPE);
        for (int i = 0; i < 100; i++) {
            process("good" + i, GOOD);
        }
        List<Verdict> verdicts = harness.verdicts(103);

        Map<String, String> ends = ends(verdicts);
        assertThat(ends.remove("poison")).isEqualTo("inference_failed");
        assertThat(ends.remove("refused")).isEqualTo("model_rejected");
        assertThat(ends.remove("wrong-shape")).isEqualTo("inference_failed");
        assertThat(ends.values()).hasSize(100).containsOnly("result");
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.getReject() != null)
                .extracting(verdict -> verdict.getReject())
                .filteredOn(reject -> reject.getStudyId().equals("poison"))
                .extracting(Reject::getAttempts)
                .containsExactly(MOST_ATTEMPTS);
    }

    private static void wrongShape(
            io.radstream.inference.triton.protocol.ModelInferRequest request,
            io.grpc.stub.StreamObserver<ModelInferResponse> to) {
        ModelInferResponse.Builder response = ModelInferResponse.newBuilder().setModelVersion("1");
        ModelServer.add(response, "predictions", "FP32", ModelServer.floats(1, 0, 0), 1, 3);
        to.onNext(response.build());
        to.onCompleted();
    }

    /** Longer than deadline, pauses and attempts together; then down, then back. */
    @Test
    void rejectsNobodyWhileTheServerIsAway() throws Exception {
        server.onInfer(ModelServer.failing(Status.UNAVAILABLE));
        for (int i = 0; i < 50; i++) {
            process("S" + i, GOOD);
        }
        Wait.until("the models to be asked for a while", () -> server.inferred().size() >= 24 + 9);
        server.kill();
        harness.runMails();
        assertThat(harness.operator().getOutput()).isEmpty();
        server.onInfer(ModelServer.HEALTHY);
        server.restart();

        assertThat(ends(harness.verdicts(50)).values()).hasSize(50).containsOnly("result");
    }

    @Test
    void waitsForAServerThatIsDownAtTheStart() throws Exception {
        server.kill();
        process("S1", GOOD);
        harness.snapshot();
        server.restart();

        assertThat(ends(harness.verdicts(1))).containsEntry("S1", "result");
    }

    @Test
    void letsACallThatHangsHoldNobodyBack() throws Exception {
        onGrey(Map.of(POISON, ModelServer.HANGING));
        process("hangs", POISON);
        for (int i = 0; i < 50; i++) {
            process("good" + i, GOOD);
        }

        assertThat(ends(harness.verdicts(50))).doesNotContainKey("hangs");
        onGrey(Map.of());
        assertThat(ends(harness.verdicts(51))).containsEntry("hangs", "result");
    }

    @Test
    void tellsEachRowsModelAndVersion() throws Exception {
        process("S1", GOOD);

        assertThat(harness.verdicts(1).get(0).getTelemetry())
                .filteredOn(event -> event.getModel() != null)
                .extracting(
                        event -> event.getModel().getName() + " " + event.getModel().getDigest())
                .containsExactly(
                        Models.CLASSIFIER + " sha256:00",
                        Models.DETECTOR + " sha256:00",
                        Models.ENCODER + " sha256:00");
    }
}
