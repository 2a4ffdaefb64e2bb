package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.radstream.fixture.FakeInferenceClient;
import io.radstream.fixture.Images;
import io.radstream.fixture.Records;
import io.radstream.image.ImageHeader;
import io.radstream.record.DecodedImage;
import io.radstream.record.Priority;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class PreparationTest {

    private static final long ROOM = 1 << 20;

    private final Admission admission = new Admission(new InferenceLimits(2, 1 << 20, ROOM, 1));
    private final ManualExecutor threads = new ManualExecutor();
    private final Preparation preparation = new Preparation(admission, threads);
    private final ModelSignatures models =
            ModelSignatures.describe(new FakeInferenceClient(), ModelNames.defaults()).join();

    private CompletableFuture<PreparedStudy> prepare(byte[] content) {
        return preparation.prepare(content, Records.metadata(), models);
    }

    private StudyRejectedException rejection(byte[] content) {
        CompletableFuture<PreparedStudy> prepared = prepare(content);
        while (!prepared.isDone()) {
            threads.runNext();
        }
        Throwable failure =
                catchThrowableOfType(CompletionException.class, prepared::join).getCause();
        assertThat(failure).isInstanceOf(StudyRejectedException.class);
        assertThat(roomIsWhole()).isTrue();
        return (StudyRejectedException) failure;
    }

    private boolean roomIsWhole() {
        CompletableFuture<PermitPool.Permit> all = admission.decode(ROOM, Priority.routine);
        boolean whole = all.isDone();
        CompletableFuture<?> unused = all.thenAccept(PermitPool.Permit::close);
        return whole;
    }

    @Test
    void makesTheThreeModelsRequests() {
        CompletableFuture<PreparedStudy> prepared = prepare(Images.png(40, 30));
        threads.runNext();
        threads.runNext();

        PreparedStudy study = prepared.join();
        assertThat(study.image()).isEqualTo(new DecodedImage(40, 30, "png"));
        assertThat(study.classifier().inputs().get(0).form()).isEqualTo("FP32 [1, 3, 8, 8]");
        assertThat(study.detector().inputs().get(0).form()).isEqualTo("FP32 [1, 3, 16, 16]");
        assertThat(study.encoder().inputs()).hasSize(2);
        assertThat(roomIsWhole()).isTrue();
    }

    /**
     * Neither the task's thread nor the client's: nothing is read or decoded where it is called.
     */
    @Test
    void worksOnThreadsOfItsOwn() {
        CompletableFuture<PreparedStudy> prepared = prepare(Images.png(40, 30));
        assertThat(threads.waiting()).as("the header").isEqualTo(1);
        threads.runNext();
        assertThat(prepared).isNotDone();
        assertThat(threads.waiting()).as("the pixels").isEqualTo(1);
        threads.runNext();

        assertThat(prepared).isCompleted();
    }

    @Test
    void decodesNothingBeforeThereIsRoom() throws Exception {
        byte[] png = Images.png(40, 30);
        long needed = ImageHeader.read(png).decodedBytes();
        PermitPool.Permit held = admission.decode(ROOM - needed + 1, Priority.routine).join();
        CompletableFuture<PreparedStudy> prepared = prepare(png);
        threads.runNext();
        assertThat(threads.waiting()).as("waits for room").isZero();

        held.close();
        assertThat(threads.waiting()).isEqualTo(1);
        threads.runNext();
        assertThat(prepared).isCompleted();
    }

    /** By its header's word, before a byte of it is allocated. */
    @Test
    void refusesWhatIsLargerThanAllRoom() {
        StudyRejectedException rejection = rejection(Images.pngBomb(30_000, 30_000));

        assertThat(rejection.code()).isEqualTo(RejectCode.image_too_large);
        assertThat(rejection.stage()).isEqualTo(Stage.prepare_tensors);
        assertThat(rejection)
                .hasMessageMatching(
                        "expected an image that takes at most 1048576 bytes decoded, came PNG, 30000"
                                + " x 30000, 1 channel\\(s\\) of 8 bits, which would take \\d+");
    }

    @Test
    void refusesWhatIsNoImage() {
        byte[] text = "not an image".getBytes(StandardCharsets.UTF_8);
        assertThat(rejection(text).code()).isEqualTo(RejectCode.image_undecodable);
        assertThat(rejection(new byte[0]).code()).isEqualTo(RejectCode.image_undecodable);
        byte[] gif = "GIF89a with more".getBytes(StandardCharsets.UTF_8);
        assertThat(rejection(gif).code()).isEqualTo(RejectCode.image_unsupported);
    }

    /** Found while it is decoded: the room that it had is free again. */
    @Test
    void refusesATruncatedImage() {
        byte[] png = Images.png(400, 300);

        assertThat(rejection(Arrays.copyOf(png, png.length / 2)).code())
                .isEqualTo(RejectCode.image_undecodable);
    }

    @Test
    void givesTheRoomBackWhereAModelTakesNoImage() {
        FakeInferenceClient odd = new FakeInferenceClient();
        odd.onDescribe(
                model ->
                        CompletableFuture.completedFuture(
                                new ModelSignature(
                                        model,
                                        "1",
                                        true,
                                        java.util.List.of(),
                                        java.util.Map.of())));
        CompletableFuture<PreparedStudy> prepared =
                preparation.prepare(
                        Images.png(40, 30),
                        Records.metadata(),
                        ModelSignatures.describe(odd, ModelNames.defaults()).join());
        threads.runNext();
        threads.runNext();

        assertThat(prepared).isCompletedExceptionally();
        assertThat(roomIsWhole()).isTrue();
    }
}
