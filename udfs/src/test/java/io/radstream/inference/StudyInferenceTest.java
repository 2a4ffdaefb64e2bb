package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.FakeObjectStore;
import io.radstream.fixture.Images;
import io.radstream.fixture.ManualClock;
import io.radstream.fixture.Models;
import io.radstream.fixture.Records;
import io.radstream.record.DecodedImage;
import io.radstream.record.DescribedStudy;
import io.radstream.record.ImageSize;
import io.radstream.record.Metadata;
import io.radstream.record.ObjectRef;
import io.radstream.record.Priority;
import io.radstream.record.Priors;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.StageTiming;
import io.radstream.record.Status;
import io.radstream.record.Study;
import io.radstream.record.StudyResult;
import io.radstream.record.TelemetryEvent;
import io.radstream.record.Timeline;
import io.radstream.record.Verdict;
import io.radstream.storage.ObjectGoneException;
import io.radstream.storage.ObjectOvertakenException;
import io.radstream.storage.ObjectTooLargeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One study's way, all on the test's thread. */
final class StudyInferenceTest {

    private static final InferenceLimits LIMITS = new InferenceLimits(2, 10_000, 1 << 20, 1);

    private final ManualClock clock = new ManualClock();
    private final FakeObjectStore store = new FakeObjectStore();
    private final FakeInferenceClient client = new FakeInferenceClient();
    private final Admission admission = new Admission(LIMITS);
    private final StudyInference inference =
            new StudyInference(
                    store,
                    client,
                    ModelNames.defaults(),
                    admission,
                    new Preparation(admission, Runnable::run),
                    clock);

    /** Whatever a test is about: in the end nobody holds anything. */
    @AfterEach
    void capacityIsWholeAgain() {
        assertThat(admission.inFlight()).as("places of studies").isZero();
        assertThat(admission.waiting()).isZero();
        assertThat(admission.admit(LIMITS.objectBytes(), Priority.routine)).isCompleted();
        assertThat(admission.decode(LIMITS.decodedBytes(), Priority.routine)).isCompleted();
    }

    private static DescribedStudy study(String studyId) {
        return Records.described(studyId);
    }

    private static DescribedStudy study(String studyId, long bytes, Priority priority) {
        Study study = Records.study(studyId, 1);
        ObjectRef image = ObjectRef.newBuilder(study.getImage()).setSizeBytes(bytes).build();
        return new DescribedStudy(
                Study.newBuilder(study).setImage(image).build(),
                Metadata.newBuilder(Records.metadata()).setPriority(priority).build(),
                null,
                Records.timeline());
    }

    private CompletableFuture<Verdict> infer(DescribedStudy study) {
        return inference.infer(
                study, new StageLog(study.getStudy(), study.getTimeline(), "inference", clock));
    }

    private void holdImage(String studyId) {
        store.hold(Records.image(studyId, "0").getKey(), Images.png(40, 30));
    }

    private static Reject rejectOf(CompletableFuture<Verdict> verdict) {
        assertThat(verdict).isCompleted();
        assertThat(verdict.join().getPassed()).isNull();
        return verdict.join().getReject();
    }

    private static List<String> rows(Verdict verdict) {
        return verdict.getTelemetry().stream()
                .map(
                        event ->
                                event.getStage()
                                        + " "
                                        + event.getStatus()
                                        + (event.getModel() == null
                                                ? ""
                                                : " " + event.getModel().getName()))
                .toList();
    }

    @Test
    void makesAResult() {
        holdImage("S1");
        DescribedStudy study = study("S1");
        study.setPriors(new Priors(2, ManualClock.START));

        Verdict verdict = infer(study).join();

        StudyResult result = (StudyResult) verdict.getPassed();
        assertThat(verdict.getReject()).isNull();
        assertThat(result.getStudy()).isEqualTo(study.getStudy());
        assertThat(result.getMetadata()).isEqualTo(study.getMetadata());
        assertThat(result.getPriors()).isEqualTo(study.getPriors());
        assertThat(result.getImage()).isEqualTo(new DecodedImage(40, 30, "png"));
        assertThat(result.getClassification().getTop()).isEqualTo("pneumonia");
        assertThat(result.getDetection().getDetections().get(0).getBox())
                .containsExactly(0f, 0f, 40f, 30f);
        assertThat(result.getEncoding().getImageFeatures().remaining()).isEqualTo(768 * 4);
        assertThat(result.getWarnings()).isEmpty();
        assertThat(rows(verdict))
                .containsExactly(
                        "admit success",
                        "fetch_image success",
                        "prepare_tensors success",
                        "inference success radstream_classifier",
                        "inference success radstream_detector",
                        "inference success radstream_encoder");
    }

    @Test
    void keepsTheStudysTime() {
        holdImage("S1");
        store.onGet(
                object -> {
                    clock.advance(Duration.ofMillis(40));
                    return CompletableFuture.completedFuture(store.content(object.getKey()));
                });
        List<CompletableFuture<ModelResponse>> answers = new ArrayList<>();
        client.onInfer(
                request -> {
                    CompletableFuture<ModelResponse> answer = new CompletableFuture<>();
                    answers.add(answer);
                    return answer;
                });
        CompletableFuture<Verdict> verdict = infer(study("S1"));
        for (String model : ModelNames.defaults().all()) {
            clock.advance(Duration.ofMillis(10));
            answers.remove(0).complete(Models.response(model));
        }

        StudyResult result = (StudyResult) verdict.join().getPassed();
        Timeline timeline = result.getTimeline();
        assertThat(timeline.getStages())
                .containsExactly(
                        new StageTiming(Stage.admit, 0d),
                        new StageTiming(Stage.fetch_image, 40d),
                        new StageTiming(Stage.prepare_tensors, 0d),
                        new StageTiming(Stage.inference, 30d));
        assertThat((timeline.getEndedUs() - timeline.getArrivedUs()) / 1000.0)
                .isCloseTo(70, within(0.001));
        assertThat(verdict.join().getTelemetry())
                .filteredOn(event -> event.getStage() == Stage.inference)
                .extracting(TelemetryEvent::getLatencyMs)
                .containsExactly(10d, 20d, 30d);
        assertThat(result.getFinishedAt()).isEqualTo(clock.instant());
    }

    @Test
    void asksTheThreeModelsAtOnce() {
        holdImage("S1");
        CompletableFuture<ModelResponse> never = new CompletableFuture<>();
        client.onInfer(request -> never);
        CompletableFuture<Verdict> verdict = infer(study("S1"));

        assertThat(client.inferred())
                .extracting(request -> request.model().name())
                .containsExactlyElementsOf(ModelNames.defaults().all());
        never.completeExceptionally(ModelFailureException.poison("no", 5));
        assertThat(verdict).isCompleted();
    }

    @Test
    void warnsOfAnotherSizeThanTheSidecarTold() {
        holdImage("S1");
        DescribedStudy study = study("S1");
        study.setMetadata(
                Metadata.newBuilder(study.getMetadata())
                        .setWarnings(List.of("an earlier one"))
                        .setImageSize(new ImageSize(40, 31))
                        .build());

        assertThat(((StudyResult) infer(study).join().getPassed()).getWarnings())
                .containsExactly(
                        "an earlier one",
                        "the sidecar's image_size is 40 x 31, the image's size 40 x 30");
    }

    @Test
    void refusesAnObjectLargerThanAllRoomWithoutFetchingIt() {
        store.onGet(
                object -> {
                    throw new AssertionError("expected no fetch");
                });

        Reject reject = rejectOf(infer(study("S1", 10_001, Priority.routine)));

        assertThat(reject.getCode()).isEqualTo(RejectCode.image_too_large);
        assertThat(reject.getStage()).isEqualTo("admit");
        assertThat(reject.getMessage())
                .isEqualTo("expected an image of at most 10000 bytes, came 10001");
    }

    /** Room was claimed for what the event told; there may be none for more. */
    @Test
    void refusesAnObjectLargerThanItsEventTells() {
        byte[] image = Images.png(40, 30);
        store.hold(Records.image("S1", "0").getKey(), image);

        Reject reject = rejectOf(infer(study("S1", image.length - 1L, Priority.routine)));

        assertThat(reject.getCode()).isEqualTo(RejectCode.image_too_large);
        assertThat(reject.getStage()).isEqualTo("fetch_image");
        assertThat(reject.getMessage())
                .isEqualTo(
                        "larger than its event tells: expected an object of at most %d bytes,"
                                + " came %d",
                        image.length - 1, image.length);
        assertThat(infer(study("S1", image.length, Priority.routine)).join().getPassed())
                .isNotNull();
    }

    @Test
    void refusesAHeaderThatClaimsTooMuch() {
        store.hold(Records.image("S1", "0").getKey(), Images.pngBomb(30_000, 30_000));

        Reject reject = rejectOf(infer(study("S1")));

        assertThat(reject.getCode()).isEqualTo(RejectCode.image_too_large);
        assertThat(reject.getStage()).isEqualTo("prepare_tensors");
        assertThat(client.inferred()).isEmpty();
    }

    @Test
    void endsWhatCannotBeFetched() {
        assertThat(codeWhenFetchFailsWith(new ObjectGoneException("none")))
                .isEqualTo(RejectCode.object_gone);
        assertThat(codeWhenFetchFailsWith(new ObjectOvertakenException("newer")))
                .isEqualTo(RejectCode.superseded);
        assertThat(codeWhenFetchFailsWith(new ObjectTooLargeException(10_000, 10_001)))
                .isEqualTo(RejectCode.image_too_large);
    }

    private RejectCode codeWhenFetchFailsWith(RuntimeException failure) {
        store.onGet(object -> CompletableFuture.failedFuture(new CompletionException(failure)));
        Reject reject = rejectOf(infer(study("S1")));
        assertThat(reject.getStage()).isEqualTo("fetch_image");
        return reject.getCode();
    }

    @Test
    void endsWhatCannotBeDecoded() {
        store.hold(Records.image("S1", "0").getKey(), new byte[] {'t', 'e', 'x', 't'});
        Verdict verdict = infer(study("S1")).join();

        assertThat(verdict.getReject().getCode()).isEqualTo(RejectCode.image_undecodable);
        assertThat(rows(verdict))
                .containsExactly("admit success", "fetch_image success", "prepare_tensors failed");
    }

    @Test
    void endsWhatAModelRefuses() {
        holdImage("S1");
        answerOf(
                Models.DETECTOR,
                CompletableFuture.failedFuture(ModelFailureException.refused("no such shape")));
        Verdict verdict = infer(study("S1")).join();

        assertThat(verdict.getReject().getCode()).isEqualTo(RejectCode.model_rejected);
        assertThat(verdict.getReject().getStage()).isEqualTo("inference");
        assertThat(verdict.getReject().getMessage()).isEqualTo("no such shape");
        assertThat(rows(verdict))
                .containsExactly(
                        "admit success",
                        "fetch_image success",
                        "prepare_tensors success",
                        "inference success radstream_classifier",
                        "inference success radstream_encoder",
                        "inference failed radstream_detector");
    }

    @Test
    void endsPoisonWithItsAttempts() {
        holdImage("S1");
        answerOf(
                Models.ENCODER,
                CompletableFuture.failedFuture(ModelFailureException.poison("5 attempts", 5)));
        Verdict verdict = infer(study("S1")).join();

        assertThat(verdict.getReject().getCode()).isEqualTo(RejectCode.inference_failed);
        assertThat(verdict.getReject().getAttempts()).isEqualTo(5);
        assertThat(verdict.getTelemetry())
                .last()
                .satisfies(
                        event -> {
                            assertThat(event.getStatus()).isEqualTo(Status.error);
                            assertThat(event.getAttempts()).isEqualTo(5);
                        });
    }

    @Test
    void endsAnAnswerOfTheWrongShape() {
        holdImage("S1");
        answerOf(
                Models.CLASSIFIER,
                CompletableFuture.completedFuture(
                        Models.response(
                                Models.CLASSIFIER,
                                Models.floats("predictions", Models.shape(1, 4), 1, 0, 0, 0))));

        Reject reject = rejectOf(infer(study("S1")));
        assertThat(reject.getCode()).isEqualTo(RejectCode.inference_failed);
        assertThat(reject.getMessage()).contains("predictions", "FP32 [5]", "FP32 [1, 4]");
    }

    @Test
    void endsOnceWhereAllModelsFail() {
        holdImage("S1");
        client.onInfer(
                request ->
                        CompletableFuture.failedFuture(
                                ModelFailureException.refused(request.model().name())));
        Verdict verdict = infer(study("S1")).join();

        assertThat(verdict.getReject().getMessage()).isEqualTo(Models.CLASSIFIER);
        assertThat(rows(verdict)).filteredOn(row -> row.startsWith("inference failed")).hasSize(3);
    }

    @Test
    void endsWhereAModelTakesNoImage() {
        holdImage("S1");
        client.onDescribe(
                model ->
                        CompletableFuture.completedFuture(
                                new ModelSignature(
                                        model, "1", true, List.of(), java.util.Map.of())));

        Reject reject = rejectOf(infer(study("S1")));
        assertThat(reject.getCode()).isEqualTo(RejectCode.inference_failed);
        assertThat(reject.getStage()).isEqualTo("prepare_tensors");
    }

    private void answerOf(String model, CompletableFuture<ModelResponse> answer) {
        client.onInfer(
                request ->
                        request.model().name().equals(model)
                                ? answer
                                : FakeInferenceClient.response(request));
    }

    /** Neither the study's fault nor one that passes: the job starts again. */
    @Test
    void failsWhereNothingIsKnownOfTheFault() {
        holdImage("S1");
        RuntimeException odd = new IllegalStateException("odd");
        client.onInfer(request -> CompletableFuture.failedFuture(odd));
        assertThatThrownBy(() -> infer(study("S1")).join()).hasCause(odd);
        client.onInfer(
                request -> {
                    throw odd;
                });
        assertThatThrownBy(() -> infer(study("S1")).join()).hasCause(odd);
        client.onDescribe(model -> CompletableFuture.failedFuture(odd));
        assertThatThrownBy(() -> infer(study("S1")).join()).hasCause(odd);
        client.onDescribe(
                model -> {
                    throw odd;
                });
        assertThatThrownBy(() -> infer(study("S1")).join()).hasCause(odd);
        client.onDescribe(FakeInferenceClient::signature);
        store.onGet(
                object -> {
                    throw odd;
                });
        assertThatThrownBy(() -> infer(study("S1")).join()).hasCause(odd);
    }

    @Test
    void letsAStudyThatHangsHoldNobodyBack() {
        holdImage("S1");
        holdImage("S2");
        CompletableFuture<ModelResponse> hangs = new CompletableFuture<>();
        answerOf(Models.DETECTOR, hangs);
        CompletableFuture<Verdict> first = infer(study("S1"));
        client.onInfer(FakeInferenceClient::response);
        for (int i = 0; i < 10; i++) {
            assertThat(infer(study("S2"))).isCompleted();
        }
        assertThat(first).isNotDone();
        hangs.complete(Models.response(Models.DETECTOR));
        assertThat(first).isCompleted();
    }

    @Test
    void takesStatBeforeRoutine() {
        CompletableFuture<byte[]> fetch = new CompletableFuture<>();
        List<String> fetched = new ArrayList<>();
        store.onGet(
                object -> {
                    fetched.add(object.getKey().split("/", -1)[1]);
                    return fetch;
                });
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        verdicts.add(infer(study("running1", 10, Priority.routine)));
        verdicts.add(infer(study("running2", 10, Priority.routine)));
        for (int i = 0; i < 3; i++) {
            verdicts.add(infer(study("routine" + i, 10, Priority.routine)));
        }
        verdicts.add(infer(study("stat", 10, Priority.stat)));
        fetch.complete(Images.png(40, 30));

        assertThat(fetched)
                .containsExactly(
                        "running1", "running2", "stat", "routine0", "routine1", "routine2");
        assertThat(verdicts).allMatch(CompletableFuture::isDone);
    }

    @Test
    void tellsOfALongWaitForAdmission() {
        CompletableFuture<byte[]> fetch = new CompletableFuture<>();
        store.onGet(object -> fetch);
        List<CompletableFuture<Verdict>> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            running.add(infer(study("running" + i)));
        }
        CompletableFuture<Verdict> waits = infer(study("S1"));
        clock.advance(Duration.ofSeconds(11));
        fetch.complete(Images.png(40, 30));

        assertThat(rows(waits.join())).startsWith("admit waiting", "admit success");
        assertThat(waits.join().getTelemetry().get(0).getLatencyMs()).isEqualTo(11_000);
        assertThat(rows(running.get(0).join()))
                .as("it waited for the store")
                .startsWith("admit success", "fetch_image waiting", "fetch_image success");
    }

    /** As at start, with the model server down: nothing is fetched for a model that is away. */
    @Test
    void waitsForTheModelsBeforeItFetches() {
        holdImage("S1");
        List<CompletableFuture<ModelSignature>> asked = new ArrayList<>();
        client.onDescribe(
                model -> {
                    CompletableFuture<ModelSignature> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                });
        List<String> fetched = new ArrayList<>();
        store.onGet(
                object -> {
                    fetched.add(object.getKey());
                    return CompletableFuture.completedFuture(store.content(object.getKey()));
                });
        CompletableFuture<Verdict> verdict = infer(study("S1"));
        clock.advance(Duration.ofHours(1));
        assertThat(fetched).isEmpty();

        for (String model : ModelNames.defaults().all()) {
            asked.remove(0).complete(Models.signature(model));
        }
        assertThat(rows(verdict.join())).startsWith("admit waiting", "admit success");
    }
}
